using Bantam.Execution;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Operators of ONNX Runtime's own domain mean to us what they mean to it, by reference and compiled.</summary>
public sealed class MicrosoftOperatorTests
{
    public static TheoryData<int, string> Examples =>
        [.. MicrosoftExamples.All.Select((e, i) => new TheoryDataRow<int, string>(i, e.Operator))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Onnx_runtime_computes_the_same(int index, string name)
    {
        var example = MicrosoftExamples.All[index];
        var bytes = example.Model();
        var graph = OnnxModel.Load(bytes).Graph;
        Assert.Empty(graph.Gaps);
        graph.Verify();
        var inputs = RandomTensors.For(graph, seed: index);
        var expected = Ort.Run(bytes, inputs);
        foreach (var outputs in (IReadOnlyDictionary<string, Tensor>[])[ReferenceExecutor.Run(graph, inputs), Executors.Cpu(graph, inputs)])
        {
            Assert.Equal(expected.Keys.Order(), outputs.Keys.Order());
            foreach (var (output, tensor) in expected) AssertClose(example, tensor, outputs[output], $"{name}, {output}");
        }
    }

    [Fact]
    public void Every_operator_of_the_domain_has_an_example() =>
        Assert.Empty(Rows.OperatorTable.NamesOf("com.microsoft").Except(MicrosoftExamples.All.Select(e => e.Operator)));

    [Fact]
    public void Packed_queries_keys_and_values_are_those_that_come_apart()
    {
        var heads = Build.Int("num_heads", 2);
        var random = new Random(4);
        var packed = RandomTensors.Of(TensorType.Float(2, 3, 2, 3, 4), random);
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(i => packed.Gather(Tensor.Scalar((long)i), 3).Reshape(2, 3, 8))];
        var pairs = Tensor.Concat(3, [.. parts.Skip(1).Select(p => p.Reshape(2, 3, 2, 1, 4))]);
        var expected = Result([.. parts]);
        TensorAssert.Close(expected, Result(packed), 0, 0, "packed queries, keys and values");
        TensorAssert.Close(expected, Result(parts[0], pairs), 0, 0, "packed keys and values");

        Tensor Result(params Tensor[] inputs)
        {
            var example = new MicrosoftExample("MultiHeadAttention", [.. inputs.Select(i => (object?)i.Type)], heads);
            var given = inputs.Select((input, i) => ($"x{i}", input)).ToDictionary(p => p.Item1, p => p.input);
            return ReferenceExecutor.Run(OnnxModel.Load(example.Model()).Graph, given)["y0"];
        }
    }

    private static void AssertClose(MicrosoftExample example, Tensor expected, Tensor actual, string what)
    {
        if (example.Steps == 0 || expected.Element.IsFloating())
        {
            TensorAssert.Close(expected, actual, 1e-4, 1e-5, what);
            return;
        }

        Assert.Equal(expected.Type, actual.Type);
        var (wanted, found) = (expected.Cast(ElementType.Int32).ToArray<int>(), actual.Cast(ElementType.Int32).ToArray<int>());
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= example.Steps, $"{what}: element {i} is {found[i]}, not {wanted[i]}.");
    }
}
