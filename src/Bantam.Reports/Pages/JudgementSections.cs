using Bantam.Reports.Charts;
using Bantam.Tensors;
using Bantam.Training.Metrics;

namespace Bantam.Reports.Pages;

/// <summary>How good a model is, class by class, and where it is wrong.</summary>
internal static class JudgementSections
{
    private const int MostExamples = 36, MostPoints = 3000;

    /// <summary>Writes what there is to say.</summary>
    /// <param name="page">The page.</param>
    /// <param name="judgement">What the model said.</param>
    /// <param name="names">The names of the classes; numbers where there are none.</param>
    public static void Write(Page page, Judgement judgement, IReadOnlyList<string> names)
    {
        if (judgement.Classes > 0)
        {
            var table = judgement.Confusion();
            string[] classes = [.. Enumerable.Range(0, table.Classes).Select(c => c < names.Count ? names[c] : $"{c}")];
            page.Section("Classes", "Rows are what samples are, columns what they were taken for.", () =>
            {
                var size = Math.Clamp(110 + (classes.Length * 26), 260, 640);
                page.Charts(
                [
                    new HeatMap("Confusion matrix", classes, classes, (r, c) => table[r, c])
                    { Width = Math.Max(size, 420), Height = size, RowName = "true", ColumnName = "predicted" },
                    new BarChart("Found of each class (recall)", [.. classes.Select((c, i) => (c, table.Recall(i)))])
                    { Height = Math.Clamp(44 + (classes.Length * 22), 120, 900), Format = Percent },
                ]);
                Mistaken(page, table, classes);
                PerClass(page, table, classes);
            });
            Examples(page, judgement, classes);
            return;
        }

        if (judgement.Numbers is not var (wanted, said)) return;
        var every = Math.Max(1, wanted.Count / MostPoints);
        int[] shown = [.. Enumerable.Range(0, wanted.Count).Where(i => i % every == 0)];
        var points = new Series("samples", [.. shown.Select(i => wanted[i])], [.. shown.Select(i => said[i])]);
        float[] errors = [.. wanted.Zip(said, (w, s) => (float)(s - w))];
        page.Section("Predictions", "", () => page.Charts(
        [
            new ScatterChart("Predicted over true", "true", "predicted", points) { HasDiagonal = true, Height = 320 },
            new Histogram("Errors: predicted less true", errors) { Height = 320 },
        ]));
        Examples(page, judgement, []);
    }

    private static void Mistaken(Page page, ConfusionTable table, string[] classes)
    {
        var all = Enumerable.Range(0, classes.Length).ToArray();
        (int True, int Said, long Count)[] pairs =
        [
            .. all.SelectMany(t => all.Where(p => p != t).Select(p => (t, p, table[t, p]))).Where(p => p.Item3 > 0)
                .OrderByDescending(p => p.Item3).Take(8),
        ];
        if (pairs.Length == 0) return;
        page.Body.Text("p", "Taken for each other most often: " + string.Join(
            ", ", pairs.Select(p => $"{classes[p.True]} for {classes[p.Said]} ({Markup.Number(p.Count)})")) + ".");
    }

    private static void PerClass(Page page, ConfusionTable table, string[] classes) => page.Table(
        ["Class", " Samples", " Found (recall)", " Right (precision)", " F1"],
        classes.Select((name, c) =>
        {
            var (recall, precision) = (table.Recall(c), table.Precision(c));
            var samples = Enumerable.Range(0, classes.Length).Sum(p => table[c, p]) + table.Unpredicted(c);
            return (IReadOnlyList<string>)
            [
                name, Markup.Number(samples), Percent(recall), Percent(precision),
                Percent(recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision)),
            ];
        }));

    private static void Examples(Page page, Judgement judgement, string[] classes)
    {
        var worst = judgement.Worst(MostExamples);
        if (worst.Count == 0) return;
        var about = classes.Length > 0 ? "Samples that it takes for another class, those with the greatest losses first."
            : "Samples with the greatest losses.";
        page.Section("What it gets wrong", about, () => page.Body.In("div", [("class", "examples")], () =>
        {
            var field = judgement.Data.Fields[0];
            var bytes = new byte[field.Bytes];
            foreach (var sample in worst)
            {
                judgement.Data.Read(sample, 0, bytes);
                page.Body.In("figure", [], () =>
                {
                    Shown.Write(page.Body, field.Element, field.Shape, bytes, $"sample {sample}");
                    Caption(page, judgement, classes, sample);
                });
            }
        }));
    }

    private static void Caption(Page page, Judgement judgement, string[] classes, int sample) => page.Body.In("figcaption", [], () =>
    {
        if (classes.Length > 0 && judgement.ItemsOfSample == 1)
        {
            var said = judgement.Said[sample];
            page.Body.Text("span", said < 0 ? "no class" : classes[said], ("class", "wrong"));
            page.Body.Text("span", $" ({Percent(judgement.Sureness(sample))}), is {classes[judgement.Wanted[sample]]}");
        }
        else if (judgement.Numbers is var (wanted, said) && judgement.ItemsOfSample == 1 && wanted.Count == judgement.Examination.Count)
        {
            page.Body.Text("span", Markup.Number(said[sample]), ("class", "wrong")).Text("span", $", is {Markup.Number(wanted[sample])}");
        }

        page.Body.Text("span", $" · sample {sample}, loss {Markup.Number(judgement.Examination.Losses![sample])}");
    });

    private static string Percent(double share) => $"{Markup.Number(Math.Round(share * 100, 1))} %";
}
