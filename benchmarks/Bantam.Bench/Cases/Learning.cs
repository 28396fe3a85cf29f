using System.Globalization;
using Bantam.Bench.Measuring;

namespace Bantam.Bench.Cases;

/// <summary>
/// What the losses of the first steps of a training must be, so that its time means something. Systems begin with weights of their own,
/// so losses differ; but a network that knows nothing yet has a loss of about ln(classes), and each round of the few batches brings it
/// down.
/// </summary>
internal static class Learning
{
    /// <summary>How many nats the first loss may be away from that of a guess.</summary>
    private const double Tolerance = 1;

    /// <summary>Throws where a system does not train as the case says.</summary>
    /// <param name="case">The case.</param>
    /// <param name="losses">Those of as many steps as it asks for, which are rounds of all batches.</param>
    /// <exception cref="MeasurementException">
    /// The first loss is not that of a guess, or the last round is no better than the first.
    /// </exception>
    public static void Require(BenchmarkCase @case, IReadOnlyList<double> losses)
    {
        var guess = Math.Log(@case.Classes);
        if (!(Math.Abs(losses[0] - guess) <= Tolerance))
            throw new MeasurementException(
                $"{@case.Name} must begin with a loss near ln {@case.Classes} = {Text(guess)}, within {Text(Tolerance)}; it begins with " +
                $"{Text(losses[0])}.");
        var (first, last) = (losses.Take(CaseData.Batches).Average(), losses.TakeLast(CaseData.Batches).Average());
        if (!(last < first))
            throw new MeasurementException(
                $"{@case.Name} must learn; its mean loss is {Text(first)} in the first {CaseData.Batches} steps, and {Text(last)} in the " +
                $"last of {losses.Count}.");
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
