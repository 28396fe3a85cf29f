using System.Diagnostics.CodeAnalysis;
using Bantam.Reports.Charts;
using Bantam.Reports.Pages;
using Bantam.Training.Data;
using Bantam.Training.Metrics;
using Bantam.Training.Running;

namespace Bantam.Reports;

/// <summary>
/// A page about how good a model is, in one file: the confusion matrix, numbers of each class and the worst mistakes; or, of a model that
/// says numbers, what it says beside what is true.
/// </summary>
public static class EvaluationReport
{
    /// <summary>The matrix is shown as one; its number is the accuracy once more.</summary>
    private static readonly string Confusion = new ConfusionMatrix().Name;

    /// <summary>Writes the page.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="data">The samples, as they were examined.</param>
    /// <param name="examination">What <see cref="Trainer.ExamineAsync"/> gave.</param>
    /// <param name="evaluation">What <see cref="Trainer.EvaluateAsync"/> gave; null where it was not asked for.</param>
    /// <param name="classes">The names of the classes; numbers where there are none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public static void Write(
        string path, string name, IDataset data, Examination examination, Evaluation? evaluation = null,
        IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(examination);
        var page = new Page(name);
        page.Facts(
        [
            ("Samples", Markup.Number(examination.Count)), ("Sample", string.Join(", ", data.Fields)),
            .. evaluation?.Values.Where(v => v.Key != Confusion).Select(v => (v.Key, Markup.Number(v.Value))) ?? [],
        ]);
        if (examination.Losses is { } losses)
            page.Section("Losses", "", () => page.Charts([new Histogram("Losses of the samples", losses.ToArray())]));
        JudgementSections.Write(page, new Judgement(data, examination), classes ?? []);
        page.Save(path);
    }
}
