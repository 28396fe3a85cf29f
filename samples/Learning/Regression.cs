using Bantam.Reports.Charts;
using Bantam.Training.Data;
using Bantam.Training.Layers;

namespace Bantam.Samples.Learning;

internal static class Regression
{
    public static Task RunAsync(SampleOptions options) => Task.CompletedTask;
}
