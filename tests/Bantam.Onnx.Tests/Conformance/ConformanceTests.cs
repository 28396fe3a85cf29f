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

    private static void Check(string list, Func<Graph, IReadOnlyDictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>> execute)
    {
        var tests = NodeTests.Read(SharedData.Find("conformance/onnx-node.zip"));
        new PassingList(list).Check(tests.ToDictionary(test => test.Name, test => test.Run(execute)));
    }
}
