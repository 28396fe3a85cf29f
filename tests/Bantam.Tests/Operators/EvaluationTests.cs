using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Linear;
using Bantam.Operators.Logic;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Operators on whole numbers that doubles do not hold, and on elements that are only moved.</summary>
public sealed class EvaluationTests
{
    private const long Large = (1L << 60) + 1;

    public static TheoryData<ElementType> Everything => [.. Enum.GetValues<ElementType>()];

    [Fact]
    public void Whole_numbers_of_64_bits_are_exact()
    {
        Assert.Equal(3 * Large, One<long>(new Mul(), Large, 3));
        Assert.Equal(Large + 1, One<long>(new Add(), Large, 1));
        Assert.Equal(Large / 3, One<long>(new Div(), Large, 3));
        Assert.Equal(Large, One<long>(new Max(), Large, Large - 1));
        Assert.Equal(unchecked(Large * Large), One<long>(new Pow(), Large, 2));
        Assert.Equal(1L << 40, One<long>(new Pow(), 2, 40));
        Assert.Equal(ulong.MaxValue - 1, One<ulong>(new Sub(), ulong.MaxValue, 1));
        Assert.Equal(ulong.MaxValue / 7, One<ulong>(new Div(), ulong.MaxValue, 7));
        Assert.Equal(1UL << 63, One<ulong>(new Max(), 1UL << 63, 1));
        Assert.Equal(ulong.MaxValue, One<ulong>(new Neg(), 1));
    }

    [Fact]
    public void Narrow_numbers_wrap_around_in_their_own_width()
    {
        Assert.Equal(unchecked((ushort)70000), One<ushort>(new Add(), 40000, 30000));
        Assert.Equal(unchecked((short)40000), One<short>(new Add(), 20000, 20000));
        Assert.Equal(5u, One<uint>(new Add(), uint.MaxValue, 6));
        Assert.Equal(uint.MaxValue, One<uint>(new Sub(), 0, 1));
        Assert.Equal(long.MinValue, One<long>(new Add(), long.MaxValue, 1));
        Assert.Equal([-8L], new Add().ApplyOne(Packed(7), Packed(1)).Cast(ElementType.Int64).ToArray<long>());

        static Tensor Packed(int number) => Tensor.From<int>([number]).Cast(ElementType.Int4);
    }

    [Fact]
    public void Comparisons_see_the_last_bit()
    {
        Assert.Equal([false], new Equal().ApplyOne(Tensor.From<long>([Large]), Tensor.From<long>([Large - 1])).ToArray<bool>());
        var (nearly, largest) = (Tensor.From<ulong>([ulong.MaxValue - 1]), Tensor.From<ulong>([ulong.MaxValue]));
        Assert.Equal([true], new Less().ApplyOne(nearly, largest).ToArray<bool>());
        Assert.Equal([true, false], new Equal().ApplyOne(Tensor.From(["a", "b"]), Tensor.From(["a", "B"])).ToArray<bool>());
    }

    [Fact]
    public void Products_and_reductions_of_whole_numbers_are_exact()
    {
        var row = Tensor.From<long>([Large, Large, 1], 1, 3);
        Assert.Equal([(2 * Large) + 3], new MatMul().ApplyOne(row, Tensor.From<long>([1, 1, 3], 3, 1)).ToArray<long>());
        var wrapped = new MatMul().ApplyOne(Tensor.From<int>([65536, 65537], 1, 2), Tensor.From<int>([196608, 1], 2, 1));
        Assert.Equal([unchecked(65536 * 65536 * 3) + 65537], wrapped.ToArray<int>());
        Assert.Equal([(2 * Large) + 1], row.ReduceSum().ToArray<long>());
        Assert.Equal([Large], Tensor.From<long>([Large - 2, Large, Large - 1]).ReduceMax().ToArray<long>());
        Assert.Equal([long.MaxValue - 1], Tensor.From<long>([long.MaxValue, long.MaxValue - 2]).ReduceMean().ToArray<long>());
        Assert.Equal([1L], Tensor.From<long>([Large - 2, Large, Large - 1]).ArgMax().ToArray<long>());
        Assert.Equal([Large], new Clip().ApplyOne(Tensor.From<long>([long.MaxValue]), null, Tensor.Scalar(Large)).ToArray<long>());
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Elements_of_every_type_are_moved_as_they_are(ElementType element)
    {
        var input = element == ElementType.String ? Tensor.From(["a", "b", "c", "d", "e", "f"], Shape.Of(2, 3)) : Patterns(element);
        var back = new Transpose([1, 0]).ApplyOne(new Transpose([1, 0]).ApplyOne(input));
        AssertSame(input, back);
        var halves = input.Split(1, 1, 2);
        AssertSame(input, Tensor.Concat(1, halves));
        AssertSame(input, input.Gather(Tensor.From<long>([1, 0])).Gather(Tensor.From<long>([1, 0])));
        AssertSame(input, input.Pad([1, 0], [0, 2]).Slice([0, 1], [1, 0], [3, 3]));
        AssertSame(input, Tensor.Where(Tensor.From<bool>([true, false, true], 1, 3), input, input.Expand(Shape.Of(2, 3))));
        AssertSame(input, new Identity().ApplyOne(input).Reshape(6).Reshape(2, 3));
    }

    [Fact]
    public void Half_precision_is_rounded_after_each_operator()
    {
        var x = Tensor.From<Half>([(Half)2048]);
        Assert.Equal([(Half)2048], ((x + 1) + 1).ToArray<Half>());
        Assert.Equal([(Half)2050], (x + 2).ToArray<Half>());
    }

    [Fact]
    public void Plans_compute_as_the_reference_where_kernels_lack_a_type()
    {
        ElementType[] elements =
        [
            ElementType.Float16, ElementType.BFloat16, ElementType.Int16, ElementType.UInt16, ElementType.UInt32, ElementType.UInt64,
            ElementType.Int4,
        ];
        foreach (var element in elements)
        {
            var type = new TensorType(element, Shape.Of(2, 3));
            var graph = Graph.Trace([("x", type)], x => [("y", Tensor.Concat(0, x[0] + x[0], x[0].Transpose(1, 0).Reshape(2, 3)))]);
            var given = new Dictionary<string, Tensor> { ["x"] = Tensor.From<int>([1, 2, 3, -4, 5, 6], 2, 3).Cast(element) };
            var session = new Session(Planner.Plan(graph, CpuTargets.Best));
            given["x"].Bytes.CopyTo(session.InputBytes("x"));
            session.Run();
            Assert.Equal(ReferenceExecutor.Run(graph, given)["y"].Bytes.ToArray(), session.OutputBytes("y").ToArray());
        }
    }

    [Fact]
    public void Plans_compute_wide_numbers_exactly()
    {
        var graph = Graph.Trace([("x", new TensorType(ElementType.Int64, Shape.Of(3)))], x => [("y", x[0] * 3)]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        long[] numbers = [Large, 5_000_000_000, 1L << 31];
        numbers.CopyTo(session.Input<long>("x"));
        session.Run();
        Assert.Equal(numbers.Select(x => 3 * x), session.Output<long>("y").ToArray());
    }

    [Fact]
    public void Plans_refuse_texts()
    {
        var graph = Graph.Trace([("x", new TensorType(ElementType.String, Shape.Of(3)))], x => [("y", x[0].Reshape(3, 1))]);
        var error = Assert.Throws<Bantam.Plans.PlanException>(() => Planner.Plan(graph, CpuTargets.Best));
        Assert.Contains("'x' is String[3]; plans hold numbers only", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Patterns(ElementType element)
    {
        var tensor = new Tensor(new TensorType(element, Shape.Of(2, 3)));
        for (var i = 0; i < tensor.Bytes.Length; i++) tensor.Bytes[i] = (byte)(element == ElementType.Bool ? i % 2 : (37 * i) + 11);
        if (element.Info().Bits < 8) tensor.Bytes[^1] &= (byte)((1 << ((6 * element.Info().Bits % 8) is 0 ? 8 : 4)) - 1);
        return tensor;
    }

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        if (expected.Element == ElementType.String) Assert.Equal(expected.Strings.ToArray(), actual.Strings.ToArray());
        else Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
    }

    private static T One<T>(Operator op, params T[] numbers) where T : unmanaged =>
        op.ApplyOne([.. numbers.Select(n => Tensor.From<T>([n]))]).ToArray<T>()[0];
}
