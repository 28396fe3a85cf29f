using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Web.Bundles;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>Whether an export runs as it should.</summary>
internal static class TorchJudge
{
    private const double Tolerance = 1e-4;

    /// <summary>
    /// Sums of bags take as many words as the offsets say: where those are an input, or a round of a loop reads them as from opset 11 on,
    /// only a run shows how many. .NET evaluates that, pages refuse it.
    /// </summary>
    private static bool IsSizedByRuns(TorchExport export) =>
        export.Layer.StartsWith("EmbeddingBag by", StringComparison.Ordinal) || (export is { Class: "EmbeddingBag", Opset: >= 11 });

    /// <summary>What is wrong with an export, as a sentence; null where nothing is.</summary>
    public static string? Problem(TorchArchive archive, TorchExport export)
    {
        var file = archive.Model(export.Model!);
        try
        {
            var graph = OnnxModel.Load(file).Graph;
            graph.Verify();
            if (graph.Gaps.ToArray() is { Length: > 0 } gaps) return $"gaps: {string.Join(" ", gaps)}";
            var model = new Model(graph, threads: 1);
            foreach (var run in export.Runs!)
            {
                var inputs = archive.Tensors(run.Inputs);
                foreach (var name in inputs.Keys.Except(graph.Inputs.Select(i => i.Name)).ToArray()) inputs.Remove(name);
                var problem = Problem(archive, export, file, graph, model, run, inputs);
                if (problem is not null) return run == export.Runs[0] ? problem : $"other sizes: {problem}";
            }

            return null;
        }
        catch (ModelFormatException) when (IsRefused(file))
        {
            // The exporter has written a file that breaks the standard.
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static string? Problem(
        TorchArchive archive, TorchExport export, byte[] file, Graph graph, Model model, TorchRun run, Dictionary<string, Tensor> inputs)
    {
        var torch = run.Outputs.Select(archive.Tensor).ToArray();
        if (export is { Layer: "Dropout of a half", Training: true, Opset: >= 12 })
            return NoDropout(inputs.Values.Single(), model.Run(inputs).Values.Single())
                ?? NoDropout(inputs.Values.Single(), ReferenceExecutor.Run(graph, inputs).Values.Single())
                ?? Compile(export, graph, inputs);
        var (judge, expected, refusal) = Expected(file, graph, inputs, torch);

        // Where the exporter has written down the traced sizes, neither can run it at others.
        if (refusal is not null && run != export.Runs![0])
        {
            try
            {
                model.Run(inputs);
            }
            catch (Exception error) when (error is ShapeException or AxisIndexException or PlanException)
            {
                return null;
            }
        }

        foreach (var (how, outputs) in new[] { ("compiled", model.Run(inputs)), ("by reference", ReferenceExecutor.Run(graph, inputs)) })
            for (var i = 0; i < expected.Count; i++)
                if (Difference(expected[i], outputs[graph.Outputs[i].Name]) is { } difference)
                    return $"{how}, output {i} against {judge}: {difference}{(refusal is null ? "" : $" ({refusal})")}";
        return Compile(export, graph, inputs);
    }

    /// <summary>What ONNX Runtime computes, or PyTorch where that cannot run the file.</summary>
    private static (string Judge, IReadOnlyList<Tensor> Outputs, string? Refusal) Expected(
        byte[] file, Graph graph, Dictionary<string, Tensor> inputs, Tensor[] torch)
    {
        try
        {
            var outputs = Ort.Run(file, inputs);
            return ("ONNX Runtime", [.. graph.Outputs.Select(o => outputs[o.Name])], null);
        }
        catch (OnnxRuntimeException error)
        {
            return ("PyTorch", torch, error.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>In the max norm: by the largest element, since what ends in a softmax has small ones that mean nothing.</summary>
    private static string? Difference(Tensor expected, Tensor actual)
    {
        if (expected.Element == ElementType.Bool || !expected.Element.IsFloating()) return TensorAssert.Difference(expected, actual, 0, 0);
        var finite = expected.Cast(ElementType.Double).ToArray<double>().Where(double.IsFinite).Select(Math.Abs);
        return TensorAssert.Difference(expected, actual, 0, Tolerance * finite.DefaultIfEmpty(0).Max());
    }

    /// <summary>PyTorch's rule: an element is dropped, or divided by the probability that it is kept, here a half.</summary>
    private static string? NoDropout(Tensor input, Tensor output)
    {
        var (x, y) = (input.ToArray<float>(), output.ToArray<float>());
        var strange = Enumerable.Range(0, x.Length).Where(i => y[i] != 0 && Math.Abs(y[i] - (2 * x[i])) > 1e-6).ToArray();
        return strange.Length > 0 ? $"element {strange[0]} was {x[strange[0]]} and is {y[strange[0]]}"
            : y.All(v => v == 0) || y.All(v => v != 0) ? "all elements are dropped, or none" : null;
    }

    private static bool IsRefused(byte[] file)
    {
        try
        {
            using var session = new InferenceSession(file);
            return false;
        }
        catch (OnnxRuntimeException)
        {
            return true;
        }
    }

    private static string? Compile(TorchExport export, Graph graph, Dictionary<string, Tensor> inputs)
    {
        try
        {
            var dimensions = Executors.Dimensions(graph, inputs);
            Bundle.Compile(Inference.Prepare(graph.Bind(dimensions)), new BundleOptions { Dimensions = dimensions });
            return IsSizedByRuns(export) ? "pages take it, and should not be excepted any more" : null;
        }
        catch (PlanException error)
        {
            return IsSizedByRuns(export) ? null : $"for pages: {error.Message.ReplaceLineEndings(" ")}";
        }
    }
}
