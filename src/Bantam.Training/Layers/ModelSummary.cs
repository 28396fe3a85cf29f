using System.Globalization;
using System.Text;
using Bantam.Graphs;

namespace Bantam.Training.Layers;

/// <summary>Models as tables.</summary>
internal static class ModelSummary
{
    public static string Of(Model model)
    {
        if (!model.IsBuilt)
            return $"{model.GetType().Name} of {model.Layers.Count} layers, not built yet: call Build with the shape of a sample.\n";
        string[] head = ["Layer", "Output", "Parameters"];
        var rows =
            model.Layers.Select(l => new[] { $"{l.Name} ({l.GetType().Name})", l.OutputType!.ToString(), Format(l.Variables) }).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(i => rows.Append(head).Max(r => r[i].Length)).ToArray();
        var text = new StringBuilder();
        Append(head);
        text.Append(new string('-', widths.Sum() + (2 * (widths.Length - 1)))).Append('\n');
        foreach (var row in rows) Append(row);
        var trainable = model.TrainableVariables.ToHashSet();
        text.Append('\n').Append("Parameters: ").Append(Format(model.Variables))
            .Append(" (").Append(Format(trainable)).Append(" trainable, ")
                .Append(Format(model.Variables.Where(v => !trainable.Contains(v)))).Append(" not)\n");
        return text.ToString();

        void Append(string[] row) =>
            text.Append(row[0].PadRight(widths[0])).Append("  ").Append(row[1].PadRight(widths[1])).Append("  ")
                .Append(row[2].PadLeft(widths[2])).Append('\n');
    }

    private static string Format(IEnumerable<Variable> variables) =>
        variables.Sum(v => (long)v.Type.Shape.ElementCount).ToString("N0", CultureInfo.InvariantCulture);
}
