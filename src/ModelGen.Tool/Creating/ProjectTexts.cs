namespace ModelGenTool.Creating;

/// <summary>The files of a new project.</summary>
internal static class ProjectTexts
{
    public static string Project(string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">

          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>

          <ItemGroup>
            <PackageReference Include="ModelGen" Version="{version}" />
          </ItemGroup>

        </Project>

        """;

    public static string Model(string name, string config, string head) => $"""
        using ModelGen;

        /// <summary>The model that the checkpoint's configuration describes; rest the mouse on its name to see the layers.</summary>
        [Pretrained("{config}"{head})]
        public partial class {name};

        """;

    public static (string Program, string Head) Program(ModelUse use, string name, string checkpoint) => use switch
    {
        ModelUse.Write => ($$"""
            using ModelGen.Data;
            using ModelGen.Decoding;

            string folder = args.Length > 1 ? args[1] : "{{checkpoint}}", prompt = args.Length > 0 ? args[0] : "Once upon a time";
            PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(folder);
            {{name}} model = new(folder);
            int[] ids = tokenizer.ChatTemplate is null ? tokenizer.Encode(prompt) : tokenizer.ApplyChatTemplate([new ChatMessage("user", prompt)]);
            int[] written = [.. model.CreateDecoder().Generate(ids, count: 100, new SamplingOptions(Temperature: 0.7f, TopP: 0.9f))];
            Console.WriteLine(prompt + tokenizer.Decode(written, skipsSpecial: true));

            """, ""),
        ModelUse.Embed => ($$"""
            using System.Numerics.Tensors;
            using ModelGen.Data;

            string folder = "{{checkpoint}}";
            string[] texts = args.Length > 1 ? args : ["How do I change my password?", "I forgot my login.", "The weather is fine."];
            PretrainedTokenizer tokenizer = PretrainedTokenizer.Load(folder);
            {{name}} model = new(folder);
            TokenizedBatch batch = tokenizer.TokenizeBatch(texts, new EncodingOptions { Maximum = 256 });
            Tensor<float> vectors = model.Predict(batch.Ids); // [texts, width], each of length 1
            for (int i = 1; i < texts.Length; i++) Console.WriteLine($"{Tensor.Dot(vectors[0..1, ..], vectors[i..(i + 1), ..]):0.000}  {texts[i]}");

            """, ", Head = Head.Embedding"),
        _ => ($$"""
            string folder = args.Length > 0 ? args[0] : "{{checkpoint}}";
            {{name}} model = new(folder);
            Console.WriteLine({{name}}.Info);

            """, ""),
    };
}
