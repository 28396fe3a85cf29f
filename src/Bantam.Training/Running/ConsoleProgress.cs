using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Bantam.Training.Running;

/// <summary>
/// Shows a training as text: a line that is written over while an epoch runs, and stays when it has ended. What takes less than a second
/// is not shown.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="isTerminal">Whether a line can be written over; else only epochs that have ended are shown.</param>
public sealed class ConsoleProgress(TextWriter writer, bool isTerminal = true) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(1);

    private readonly TextWriter _writer = writer ?? throw new ArgumentNullException(nameof(writer));
    private int _length;

    /// <summary>One that writes to the error stream of the program; null where that is no terminal.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "A terminal that somebody looks at is what this class is for.")]
    public static ConsoleProgress? OfTerminal() => Console.IsErrorRedirected ? null : new ConsoleProgress(Console.Error);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Elapsed < Unseen || (!isTerminal && value.Completed is null)) return;
        var text = Text(value);

        // Blanks over what was longer.
        var line = isTerminal ? $"\r{text.PadRight(_length)}" : text;
        _length = value.Completed is null ? text.Length : 0;
        _writer.Write(value.Completed is null ? line : line + Environment.NewLine);
        _writer.Flush();
    }

    /// <summary>Leaves the line that may still be written over, where a training ends in the middle of an epoch.</summary>
    public void EndLine()
    {
        if (!isTerminal || _length == 0) return;
        _length = 0;
        _writer.WriteLine();
        _writer.Flush();
    }

    private static string Text(TrainingProgress value)
    {
        var epoch = Text($"epoch {value.Epoch + 1}/{value.Epochs}");
        if (value.Completed is { } result)
            return Text($"{epoch}, {Values(result.Values)}, {result.Seconds:0.0} s, {result.SamplesPerSecond:0} samples/s");
        return Text($"{epoch}, batch {value.Batch}/{value.Batches}, {Values(value.Metrics)}, {value.SamplesPerSecond:0} samples/s, ") +
            Text($"{(long)value.Remaining.TotalMinutes}:{value.Remaining.Seconds:00} left");
    }

    private static string Values(IReadOnlyDictionary<string, double> values) =>
        string.Join(", ", values.Select(v => Text($"{v.Key} {v.Value:0.0000}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
