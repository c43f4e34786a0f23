using System;
using System.Globalization;
using ModelGen.Evaluation;
using ModelGen.Samples;
using TextClassifierSample;

return SampleCommand.Run(args, "A convolution and a small BERT learn which language a text is in, or classes of your own.", steps: 800,
    data: "A .tsv or .csv file with the columns text and label, or 'invented' for six invented languages.", Learn);

static void Learn(SampleOptions options)
{
    Contest contest = new(LabelledTexts.Load(options.Data), options.Steps);
    TextNet net = new(seed: 1);
    ClassificationReport first = contest.Enter("convolution", TextNet.Info, net, net.Predict, rate: 4e-3f, "text-classifier-convolution.html");
    TextBert bert = new(seed: 1);
    ClassificationReport second = contest.Enter("BERT", TextBert.Info, bert, bert.Predict, rate: 2e-3f, "text-classifier-bert.html");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: convolution {first.Accuracy:0.0000}, BERT {second.Accuracy:0.0000}"));
}
