namespace Bantam.Onnx.Tests.Conformance;

/// <summary>The ONNX project's own node tests: models of single operators with the outputs that they must give.</summary>
public sealed class ConformanceTests
{
    private const string Zip = "conformance/onnx-node.zip";

    [Fact]
    public void The_reference_passes_the_node_tests_of_the_list() =>
        new PassingList("passing-reference.txt").Check(NodeTests.Read(SharedData.Find(Zip)).ToDictionary(t => t.Name, t => t.Run(Bantam.Execution.ReferenceExecutor.Run)));

    [Fact]
    public void Compiled_plans_pass_the_node_tests_of_the_list() =>
        new PassingList("passing-cpu.txt").Check(NodeTests.Read(SharedData.Find(Zip)).ToDictionary(t => t.Name, t => t.Run(Executors.Cpu)));
}
