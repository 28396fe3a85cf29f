using Bantam.Execution;

namespace Bantam.Cli.Profiling;

/// <summary>How long a step of a plan takes.</summary>
/// <param name="Milliseconds">How long.</param>
/// <param name="Share">Which part of all steps that is.</param>
/// <param name="Gflops">Its multiply-adds as GFLOP/s, two operations each; null where it has none that can be counted.</param>
/// <param name="OfPeak">Which part of the peak that is.</param>
/// <param name="Kernel">Its kernels; null where the reference runs it.</param>
/// <param name="Tiles">The tiles that threads share out.</param>
/// <param name="Times">How often it is done in a run.</param>
/// <param name="Computes">The nodes that it computes.</param>
internal sealed record ProfiledStep(
    double Milliseconds, double Share, double? Gflops, double? OfPeak, string? Kernel, int Tiles, int Times, string Computes)
{
    /// <summary>A step with its share of all.</summary>
    /// <param name="time">The step.</param>
    /// <param name="all">The milliseconds of all.</param>
    /// <param name="peak">The peak in GFLOP/s.</param>
    public static ProfiledStep Of(StepTime time, double all, double peak)
    {
        var gflops = 2 * time.MultiplyAdds / time.Milliseconds / 1e6;
        return new ProfiledStep(
            time.Milliseconds, time.Milliseconds / all, gflops, gflops / peak,
            time.Kernels.Count == 0 ? null : string.Join(" > ", time.Kernels), time.Tiles, time.Times, time.Label);
    }
}
