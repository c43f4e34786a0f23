using ModelGen.Equality;

namespace ModelGen.Published;

[Backends(Target.Here), Pretrained(Configurations.Folder + "llama3.config.json")]
public partial class PublishedLlama3;

[Backends(Target.Here), Pretrained(Configurations.Folder + "mistral.config.json")]
public partial class PublishedMistral;

[Backends(Target.Here), Pretrained(Configurations.Folder + "qwen2.config.json")]
public partial class PublishedQwen2;

[Backends(Target.Here), Pretrained(Configurations.Folder + "qwen3.config.json")]
public partial class PublishedQwen3;

[Backends(Target.Here), Pretrained(Configurations.Folder + "gemma.config.json")]
public partial class PublishedGemma;

[Backends(Target.Here), Pretrained(Configurations.Folder + "phi3.config.json")]
public partial class PublishedPhi3;

[Backends(Target.Here), Pretrained(Configurations.Folder + "gpt_neox.config.json")]
public partial class PublishedGptNeox;

[Backends(Target.Here), Pretrained(Configurations.Folder + "smollm.config.json")]
public partial class PublishedSmolLm;

[Backends(Target.Here), Pretrained(Configurations.Folder + "tinyllama.config.json")]
public partial class PublishedTinyLlama;

[Backends(Target.Here), Pretrained(Configurations.Folder + "roberta.config.json")]
public partial class PublishedRoberta;

[Backends(Target.Here), Pretrained(Configurations.Folder + "distilbert.config.json")]
public partial class PublishedDistilBert;

[Backends(Target.Here), Pretrained(Configurations.Folder + "bert_mean.config.json", Head = Head.Embedding)]
public partial class PublishedSentences;

[Backends(Target.Here), Pretrained(Configurations.Folder + "gemma2.config.json")]
public partial class PublishedGemma2;

[Backends(Target.Here), Pretrained(Configurations.Folder + "mpnet.config.json")]
public partial class PublishedMpnet;

[Backends(Target.Here), Pretrained(Configurations.Folder + "mpnet.config.json", Head = Head.Embedding)]
public partial class PublishedMpnetSentences;

[Backends(Target.Here), Pretrained(Configurations.Folder + "vit.config.json")]
public partial class PublishedVit;

[Backends(Target.Here), Pretrained(Configurations.Folder + "resnet18.config.json")]
public partial class PublishedResNet;

[Backends(Target.Here), Pretrained(Configurations.Folder + "bart.config.json")]
public partial class PublishedBart;
