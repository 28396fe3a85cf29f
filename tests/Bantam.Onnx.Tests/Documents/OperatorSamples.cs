using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Tests.Conformance;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Onnx.Tests.Documents;

/// <summary>
/// Models that show what operators do: the node tests of ONNX, as the lists of those that pass say, and the examples of the other
/// operators, tried here. That the examples compute what ONNX Runtime does is what their own tests say.
/// </summary>
internal static class OperatorSamples
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OperatorSample> Read()
    {
        OperatorSample[] tests = [.. OfNodeTests()];
        var known = tests.SelectMany(t => t.Operators).ToHashSet();
        IEnumerable<byte[]> examples =
        [
            .. Enumerable.Range(0, OperatorExamples.All.Count).Select(i => Models.Save(OperatorExamples.Graph(i))),
            .. MachineLearningModels.All.Values, .. MicrosoftExamples.All.Select(e => e.Model()),
        ];
        return [.. tests, .. examples.Where(e => !OperatorsOf(e).All(known.Contains)).Select(Try)];
    }

    private static IEnumerable<OperatorSample> OfNodeTests()
    {
        var (reference, kernels, pages) = (Passing("reference"), Passing("kernels"), Passing("chromium"));
        var reasons = FailingList.Read("chromium").Reasons;
        foreach (var test in NodeTests.Read(SharedData.Find("conformance/onnx-node.zip")))
        {
            // The expansions of the standard are about other operators than the one that names them.
            if (test.Name.EndsWith("_expanded", StringComparison.Ordinal)) continue;
            var flow = GradientFlow.None;
            _ = NodeTest.Reason(() =>
            {
                flow = GradientFlows.Of(test.Load().Graph);
                return null;
            });
            yield return new OperatorSample(
                OperatorsOf(test.Model), reference.Contains(test.Name), kernels.Contains(test.Name), pages.Contains(test.Name), flow,
                reasons.GetValueOrDefault(test.Name));
        }

        static HashSet<string> Passing(string executor) => [.. File.ReadAllLines(PassingList.PathOf($"passing-{executor}.txt"))];
    }

    /// <summary>The operators of a model's nodes. Constants are those of the others.</summary>
    private static (string Domain, string Name)[] OperatorsOf(byte[] model)
    {
        var all = ModelProto.Parser.ParseFrom(model).Graph.Node.Select(n => (n.Domain, n.OpType)).Distinct().ToArray();
        var others = all.Where(o => o is not ("", "Constant")).ToArray();
        return others.Length > 0 ? others : all;
    }

    private static OperatorSample Try(byte[] model)
    {
        var (byReference, compiled, inPage, flow, reason) = (false, false, false, GradientFlow.None, (string?)null);
        reason = NodeTest.Reason(() =>
        {
            var graph = OnnxModel.Load(model).Graph;
            if (graph.Gaps.FirstOrDefault() is { } gap) return gap.ToString();
            var inputs = RandomTensors.For(graph, seed: 1);
            ReferenceExecutor.Run(graph, inputs);
            byReference = true;
            flow = GradientFlows.Of(graph);
            if (graph.Inputs.Concat(graph.Outputs).Any(v => v.Kind is TensorType { Element: ElementType.String }))
                return "Texts have no bytes, and plans hold numbers: the reference computes with texts.";
            var bound = graph.Bind(Executors.Dimensions(graph, inputs));
            if (!bound.IsBound) return "Only a run shows the sizes of what it gives.";
            var called = Planner.Plan(bound, CpuTargets.Best).HostCalls.Select(c => c.Label).ToArray();
            compiled = called.Length == 0;
            if (!compiled) return "Some of it runs by reference.";
            Bundle.Compile(bound, new BundleOptions { Backends = [BundleBackend.WasmSimd] });
            inPage = true;
            return null;
        });
        return new OperatorSample(OperatorsOf(model), byReference, compiled, inPage, flow, reason);
    }
}
