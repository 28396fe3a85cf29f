using Bantam.Onnx.Rows;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Control;
using Bantam.Operators.Randomness;
using Bantam.Operators.Sequences;

namespace Bantam.Onnx.Tests;

/// <summary>Every operator that is written means to ONNX Runtime what it means to us, and is read back as it was.</summary>
public sealed class OperatorRowTests
{
    /// <summary>Operators that ONNX Runtime knows no kernel for.</summary>
    private static readonly Type[] NotInOnnxRuntime = [typeof(Swish)];

    public static TheoryData<int, string> Examples => ExamplesOf(_ => true);

    public static TheoryData<int, string> Runnable => ExamplesOf(type => !NotInOnnxRuntime.Contains(type));

    private static TheoryData<int, string> ExamplesOf(Func<Type, bool> isMeant) =>
    [
        .. OperatorExamples.All.Index().Where(e => isMeant(e.Item.Operator.GetType()))
            .Select(e => new TheoryDataRow<int, string>(e.Index, e.Item.Operator.ToString())),
    ];

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Onnx_runtime_takes_an_operator_as_we_do(int index, string description)
    {
        var graph = OperatorExamples.Graph(index);
        graph.Verify();
        var inputs = RandomTensors.For(graph, seed: index);
        var expected = Ort.Run(Models.Save(graph), inputs);
        var actual = Bantam.Execution.ReferenceExecutor.Run(graph, inputs);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected)
        {
            // Whoever draws random numbers draws others; type and shape are the same.
            if (OperatorExamples.All[index].Operator is RandomOperator and not Dropout) Assert.Equal(tensor.Type, actual[output].Type);
            else TensorAssert.Close(tensor, actual[output], 1e-4, 1e-6, $"{description}, {output}");
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_operator_is_read_back_as_it_was_written(int index, string description)
    {
        var graph = OnnxModel.Load(Models.Save(OperatorExamples.Graph(index))).Graph;
        graph.Verify();

        // What depends on constants only is computed on reading.
        if (graph.Nodes.SingleOrDefault() is not { Operator: var op }) return;
        if (op is RandomOperator random) op = random with { Stream = ((RandomOperator)OperatorExamples.All[index].Operator).Stream };
        Assert.Equal(OperatorExamples.All[index].Operator, op);
        Assert.NotEmpty(description);
    }

    [Fact]
    public void There_is_an_example_of_every_operator_of_tensors_that_is_written() =>
        Assert.Empty(OperatorTable.Types.Where(t => !t.IsSubclassOf(typeof(SubgraphOperator)) && !t.IsSubclassOf(typeof(SequenceOperator)))
            .Except(OperatorExamples.All.Select(e => e.Operator.GetType())));

    [Fact]
    public void Every_operator_that_is_not_internal_is_written()
    {
        Type[] withoutRow = [typeof(IInternalOperator), typeof(UnknownOperator), typeof(Deferred)];
        var operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        var written = operators.Where(t => !withoutRow.Any(t.IsAssignableTo));
        Assert.Empty(written.Except(OperatorTable.Types));
    }
}
