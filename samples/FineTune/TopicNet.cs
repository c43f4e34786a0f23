using ModelGen;

namespace FineTuneSample;

/// <summary>MiniLM's trunk under a new head: which part of .NET a sentence is about.</summary>
[Pretrained("../MiniLm/config.json", Head = Head.Classes, Classes = ApiTexts.Topics, Dropout = 0.1)]
public partial class TopicNet;
