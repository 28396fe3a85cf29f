using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Reports.Charts;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Running;
using Bantam.Transforms;

namespace Bantam.Reports.Pages;

/// <summary>What is inside of a model that was trained: weights, activations, the graph, kernels.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal static class InsideSections
{
    private const int MostCharts = 60, MostFilters = 64;

    /// <summary>Writes weights, activations and the graph.</summary>
    public static void Write(Page page, TrainingRun run)
    {
        var data = run.Validation ?? run.Training;
        var batch = Math.Min(data.Size, data.Source.Count);
        var graph = ChannelsFirst.Apply(run.Predicting(batch));
        Weights(page, graph);
        Activations(page, graph, InputsOf(data, batch));
        page.Section("Graph", "", () => page.Body.In("div", [("class", "card scroll")], () => page.Body.Raw(GraphDrawing.Draw(graph))));
    }

    /// <summary>Measures a step of training.</summary>
    public static void Kernels(Page page, TrainingRun run)
    {
        var batch = Math.Min(run.Training.Size, run.Training.Source.Count);
        var (plan, times) = KernelTimes.Measure(run.Learning(batch), InputsOf(run.Training, batch), CpuTargets.Threads);
        KernelTimes.Write(
            page, times, CpuTargets.Threads,
            $"A step of training on {batch} samples, with {ModelReport.Bytes(plan.WorkBytes)} of working memory,");
    }

    /// <summary>The first samples, by the names of fields.</summary>
    private static Dictionary<string, byte[]> InputsOf(BatchedDataset data, int batch)
    {
        var fields = data.Source.Fields;
        return fields.Select((f, field) =>
        {
            var bytes = new byte[f.Bytes * batch];
            for (var i = 0; i < batch; i++) data.Source.Read(i, field, bytes.AsSpan(i * f.Bytes, f.Bytes));
            return (f.Name, bytes);
        }).ToDictionary(f => f.Name, f => f.bytes);
    }

    private static void Weights(Page page, Graph graph)
    {
        Variable[] weights = [.. graph.Variables.Where(v => v.Type.Element == ElementType.Float && v.Type.Shape.ElementCount > 1)];
        if (weights.Length == 0) return;
        page.Section("Weights", weights.Length > MostCharts ? $"The first {MostCharts} of {weights.Length}." : "", () =>
        {
            page.Charts(
                weights.Take(MostCharts).Select(v =>
                    new Histogram(Titled(v.Name, v.Type.Shape, v.Value.Span<float>()), v.Value.ToArray<float>())
                    { Width = 320, Height = 160 }),
                "grid small");
            if (weights.FirstOrDefault(v => v.Type.Shape.Sizes is [_, 1 or 3, > 1, _]) is { } kernel)
                Filters(page, kernel);
        });
    }

    /// <summary>The filters of the convolution that looks at the image itself.</summary>
    private static void Filters(Page page, Variable kernel)
    {
        var sizes = kernel.Type.Shape.Sizes;
        var (each, values) = (sizes[1] * sizes[2] * sizes[3], kernel.Value.ToArray<float>());
        page.Body.Text("p", $"The filters of {kernel.Name}:").In("div", [("class", "examples")], () =>
        {
            for (var i = 0; i < Math.Min(sizes[0], MostFilters); i++)
            {
                var filter = values.AsSpan(i * each, each);
                var most = 0f;
                foreach (var value in filter) most = Math.Max(most, Math.Abs(value));
                page.Body.Add(
                    "img", ("class", "filters"), ("alt", $"filter {i}"),
                    ("src", Shown.Address(filter, sizes[2], sizes[3], sizes[1], isFirst: true, -most, most)));
            }
        });
    }

    private static void Activations(Page page, Graph graph, Dictionary<string, byte[]> inputs)
    {
        var layers = LayerOutputs.Add(graph);
        var shown = layers.Outputs.Where(o => o.Name.StartsWith(LayerOutputs.Prefix, StringComparison.Ordinal)).Take(MostCharts).ToArray();
        if (shown.Length == 0) return;
        layers = layers.WithOutputs([.. shown.Select(o => o.Name)]);
        var session = new Session(CpuPlanner.Plan(layers, CpuTargets.Best));

        // A data set's fields are the model's inputs by name where all agree, else in their order.
        var byName = layers.Inputs.All(i => inputs.ContainsKey(i.Name));
        for (var i = 0; i < layers.Inputs.Count; i++)
        {
            var name = layers.Inputs[i].Name;
            var given = byName ? inputs[name] : inputs.ElementAt(i).Value;
            if (!session.Plan.Inputs.ContainsKey(name)) continue;
            var bytes = session.InputBytes(name);
            if (given.Length == bytes.Length) given.CopyTo(bytes);
        }

        session.Run();
        page.Section("Activations", "What each layer gives for the first batch of the validation data.", () => page.Charts(
            shown.Select(o =>
            {
                var values = session.Output<float>(o.Name).ToArray();
                return new Histogram(Titled(o.Name[LayerOutputs.Prefix.Length..], o.Type.Shape, values), values)
                { Width = 320, Height = 160 };
            }), "grid small"));
    }

    private static string Titled(string name, Shape shape, ReadOnlySpan<float> values)
    {
        var (mean, deviation, _, _) = Moments.Of(values);
        return $"{name} {shape} · {Markup.Number(mean)} ± {Markup.Number(deviation)}";
    }
}
