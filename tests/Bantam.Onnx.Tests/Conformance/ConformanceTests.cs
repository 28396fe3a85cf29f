using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>The ONNX project's own node tests: models of single operators with the outputs that they must give.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void The_reference_passes_the_node_tests_of_the_list() => Check("reference", test => test.Run(ReferenceExecutor.Run));

    [Fact]
    public void Compiled_plans_pass_the_node_tests_of_the_list() => Check("cpu", test => test.Run(Executors.Cpu));

    [Fact]
    public void Plans_of_kernels_alone_pass_the_node_tests_of_the_list() => Check("kernels", RunKernels);

    [Fact]
    public void A_model_runs_those_of_sequences_and_optionals_and_texts()
    {
        string[] words = ["sequence_", "_seq", "optional_", "_opt", "string", "_str", "regex_"];
        var failures = NodeTests.Read(SharedData.Find("conformance/onnx-node.zip"))
            .Where(t => words.Any(w => t.Name.Contains(w, StringComparison.Ordinal)))
            .ToDictionary(t => t.Name, t => t.Run((graph, inputs) => new Model(graph).Run(inputs)));
        var listed = File.ReadAllLines(PassingList.PathOf("passing-reference.txt"));
        Assert.InRange(failures.Keys.Intersect(listed).Count(), 55, 90);
        Assert.Empty(failures.Where(f => f.Value is not null && listed.Contains(f.Key)).Select(f => $"{f.Key}: {f.Value}"));
    }

    private static void Check(string executor, Func<NodeTest, string?> run) =>
        new PassingList(executor).Check(NodeTests.Read(SharedData.Find("conformance/onnx-node.zip")).ToDictionary(t => t.Name, run));

    /// <summary>As a page would run it, with no node that the reference evaluates while the plan runs.</summary>
    private static string? RunKernels(NodeTest test) => NodeTest.Reason(() =>
    {
        var loaded = test.Load();
        if (loaded.Bind() is not { } bound) return "What a run is given decides the sizes of tensors.";
        var plan = Planner.Plan(bound, CpuTargets.Best);
        string[] called = [.. plan.HostCalls.Select(c => c.Label).Distinct()];
        return called.Length > 0 ? $"By reference: {string.Join(", ", called)}." : loaded.Judge(Executors.Cpu(plan, loaded.Inputs));
    });
}
