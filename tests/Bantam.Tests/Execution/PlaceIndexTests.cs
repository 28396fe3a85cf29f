using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Execution;

/// <summary>
/// Operators that name places by indices along several axes are composed of gathers and scatters of rows: an index outside its axis is an
/// error of the run even where the row that it would lead to exists.
/// </summary>
public sealed class PlaceIndexTests
{
    private static readonly TensorType Data = TensorType.Float(3, 4);

    public static TheoryData<string, long, bool> Cases => new()
    {
        { "GatherElements", 4, true }, { "GatherElements", -5, true }, { "GatherElements", 1L << 40, true },
        { "GatherElements", -4, false },
        { "GatherND", 4, true }, { "GatherND", -5, true }, { "GatherND", 3, false },
        { "ScatterElements", 4, true }, { "ScatterElements", -5, true }, { "ScatterElements", 0, false },
        { "ScatterND", 4, true }, { "ScatterND", -(1L << 40), true }, { "ScatterND", -1, false },
        { "TensorScatter", 3, true }, { "TensorScatter", -1, true }, { "TensorScatter", 2, false },
        { "ReverseSequence", 5, true }, { "ReverseSequence", 4, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_index_outside_its_axis_is_an_error_of_the_run(string name, long index, bool isOutside)
    {
        var indices = new TensorType(ElementType.Int64, name.EndsWith("ND", StringComparison.Ordinal) ? Shape.Of(1, 2)
            : name.EndsWith("Elements", StringComparison.Ordinal) ? Shape.Of(1, 1) : Shape.Of(3));
        var graph = Graph.Trace([("data", Data), ("i", indices)], x => [("y", Apply(name, x[0], x[1]))]);
        var given = new Tensor(indices);
        given.Span<long>()[^1] = index;
        var inputs = new Dictionary<string, Tensor> { ["data"] = new(Data), ["i"] = given };
        Check(() => ReferenceExecutor.Run(graph, inputs));
        foreach (var target in CpuTargets.All)
        {
            var plan = Planner.Plan(graph, target);
            Assert.Empty(plan.HostCalls);
            var session = new Session(plan);
            given.Bytes.CopyTo(session.InputBytes("i"));
            Check(session.Run);
        }

        void Check(Action run)
        {
            if (isOutside) Assert.Throws<AxisIndexException>(run);
            else run();
        }
    }

    private static Tensor Apply(string name, Tensor data, Tensor indices) => name switch
    {
        "GatherElements" => new GatherElements(1).ApplyOne(data, indices),
        "GatherND" => new GatherND().ApplyOne(data, indices),
        "ScatterElements" => new ScatterElements(1).ApplyOne(data, indices, Tensor.Zeros(Shape.Of(1, 1))),
        "ScatterND" => new ScatterND().ApplyOne(data, indices, Tensor.Zeros(Shape.Of(1))),
        "TensorScatter" => new TensorScatter(1).ApplyOne(data, Tensor.Zeros(Shape.Of(3, 2)), indices),
        _ => new ReverseSequence(0, 1).ApplyOne(data, indices),
    };
}
