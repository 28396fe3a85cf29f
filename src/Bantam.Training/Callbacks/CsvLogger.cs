using System.Globalization;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>
/// Writes the values of each epoch to a file, a line an epoch behind a line of names: <c>epoch</c>, then the values in the order of their
/// names. The file of a resumed training has the epochs before it as well.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="separator">What stands between two values.</param>
/// <param name="append">Whether lines are added to a file that is there; else it is begun anew.</param>
/// <exception cref="ArgumentException">The path or the separator is empty.</exception>
public sealed class CsvLogger(string path, string separator = ",", bool append = false) : TrainingCallback
{
    private readonly string _path = !string.IsNullOrEmpty(path) ? path
        : throw new ArgumentException("A log must have a file; its path is empty.", nameof(path));
    private readonly string _separator = !string.IsNullOrEmpty(separator) ? separator
        : throw new ArgumentException("Values must be told apart; the separator is empty.", nameof(separator));

    /// <inheritdoc/>
    public override void OnBegin(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (append && new FileInfo(_path) is { Exists: true, Length: > 0 }) return;
        string[] names = ["epoch", .. run.ValueNames.Order(StringComparer.Ordinal)];
        File.WriteAllLines(_path, [string.Join(_separator, names.Select(Quoted)), .. run.History.Select(Line)]);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochResult result) => File.AppendAllLines(_path, [Line(result)]);

    private string Line(EpochResult result) => string.Join(
        _separator,
        [
            result.Epoch.ToString(CultureInfo.InvariantCulture),
            .. result.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value.ToString("R", CultureInfo.InvariantCulture)),
        ]);

    private string Quoted(string name) =>
        name.Contains(_separator, StringComparison.Ordinal) || name.Contains('"', StringComparison.Ordinal)
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
