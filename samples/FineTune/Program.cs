using System;
using FineTuneSample;
using ModelGen.Samples;

return SampleCommand.Run(args, "A published sentence encoder learns a task of its own from few texts: from nothing, whole, and by low-rank changes.", steps: 120, data: null, Learn);

static void Learn(SampleOptions options)
{
    Contest contest = new(options.Steps);
    Result[] results = [contest.Whole(isPublished: false, rate: 3e-4f), contest.Whole(isPublished: true, rate: 2e-4f), contest.LowRank(rate: 2e-3f)];
    Console.WriteLine();
    Console.WriteLine($"{"",-14}{"trained",12}{"share",9}{"MiB of gradients and optimizer",33}{"seconds",10}{"accuracy",10}");
    foreach (Result result in results)
        Console.WriteLine(FormattableString.Invariant($"{result.Name,-14}{result.Trained,12:N0}{100 * result.Share,7:0.00} %{result.Memory / 1048576.0,33:0.0}{result.Seconds,10:0.0}{100 * result.Accuracy,8:0.0} %"));
}
