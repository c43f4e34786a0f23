using ModelGen;

namespace TextClassifierSample;

/// <summary>A small encoder in the style of BERT with a classifier on its pooler. Its padding is id 0.</summary>
[Transformer(Style = TransformerStyle.Bert, Layers = 2, Heads = 4, Width = 64, Hidden = 128, Vocabulary = TextNet.Vocabulary, Context = TextNet.Longest, Classes = TextNet.MostClasses)]
public partial class TextBert;
