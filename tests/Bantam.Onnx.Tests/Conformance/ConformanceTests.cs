using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>The ONNX project's own node tests: models of single operators with the outputs that they must give.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void The_reference_passes_the_node_tests_of_the_list() =>
        Check("passing-reference.txt", ReferenceExecutor.Run);

    [Fact]
    public void Compiled_plans_pass_the_node_tests_of_the_list() => Check("passing-cpu.txt", Executors.Cpu);

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

    private static void Check(string list, Func<Graph, IReadOnlyDictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>> execute)
    {
        var tests = NodeTests.Read(SharedData.Find("conformance/onnx-node.zip"));
        new PassingList(list).Check(tests.ToDictionary(test => test.Name, test => test.Run(execute)));
    }
}
