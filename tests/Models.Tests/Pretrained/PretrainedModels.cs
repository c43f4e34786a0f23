using ModelGen;

namespace ModelGen.Models.Tests.Pretrained;

[Pretrained("../golden/gpt2.config.json", Head = Head.Language)]
public partial class PublishedGpt2;

[Pretrained("../golden/llama3.config.json")]
public partial class PublishedLlama3;

[Pretrained("../golden/mistral.config.json")]
public partial class PublishedMistral;

[Pretrained("../golden/qwen2.config.json")]
public partial class PublishedQwen2;

[Pretrained("../golden/qwen3.config.json")]
public partial class PublishedQwen3;

[Pretrained("../golden/gemma.config.json")]
public partial class PublishedGemma;

[Pretrained("../golden/phi3.config.json")]
public partial class PublishedPhi3;

[Pretrained("../golden/gpt_neox.config.json")]
public partial class PublishedGptNeox;

[Pretrained("../golden/smollm.config.json")]
public partial class PublishedSmolLm;

[Pretrained("../golden/tinyllama.config.json")]
public partial class PublishedTinyLlama;

[Pretrained("../golden/roberta.config.json")]
public partial class PublishedRoberta;

[Pretrained("../golden/distilbert.config.json")]
public partial class PublishedDistilBert;

[Pretrained("../golden/bert_mean.config.json", Head = Head.Embedding)]
public partial class PublishedSentences;

[Pretrained("../golden/bert_mean.config.json")]
public partial class PublishedBertTrunk;

[Pretrained("../golden/llama3.config.json", Head = Head.None)]
public partial class PublishedLlama3Trunk;

[Pretrained("../golden/roberta.config.json", Head = Head.None)]
public partial class PublishedRobertaTrunk;

[Pretrained("../golden/distilbert.config.json", Head = Head.None)]
public partial class PublishedDistilBertTrunk;

[Pretrained("../golden/mistral.config.json", Head = Head.Classes, Classes = 5, Dropout = 0.1, Context = 32)]
public partial class PublishedMistralClassifier;

[Pretrained("../golden/roberta.config.json", Head = Head.Language)]
public partial class PublishedRobertaWords;

[Pretrained("../golden/gemma2.config.json")]
public partial class PublishedGemma2;

[Pretrained("../golden/mpnet.config.json")]
public partial class PublishedMpnet;

[Pretrained("../golden/mpnet.config.json", Head = Head.None)]
public partial class PublishedMpnetTrunk;

[Pretrained("../golden/mpnet.config.json", Head = Head.Embedding)]
public partial class PublishedMpnetSentences;

[Pretrained("../golden/mpnet.config.json", Head = Head.Language, Context = 40)]
public partial class PublishedMpnetWords;

[Pretrained("../golden/vit.config.json")]
public partial class PublishedVit;

[Pretrained("../golden/vit.config.json", Head = Head.None)]
public partial class PublishedVitTrunk;

[Pretrained("../golden/bart.config.json")]
public partial class PublishedBart;

[Pretrained("../golden/bart.config.json", Head = Head.None)]
public partial class PublishedBartTrunk;

[Pretrained("../golden/resnet18.config.json")]
public partial class PublishedResNet;
