using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Operators.Sequences;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// Sequences and optionals: what their operators give, evaluated and where the graph knows the items, of which a plan sees nothing.
/// </summary>
public sealed class SequenceTests
{
    private static readonly Tensor A = Numbers(2, 3);
    private static readonly Tensor B = Positive(2, 3);
    private static readonly Tensor Tall = Numbers(4, 3);
    private static readonly Tensor Line = Numbers(5);

    private static readonly Dictionary<string, (Operator Operator, Tensor[] Inputs, Tensor Expected)> All = new()
    {
        ["SequenceConstruct"] = (new SequenceConstruct(), [A, Tall], Tensor.Sequence(A, Tall)),
        ["SequenceEmpty"] = (new SequenceEmpty(ElementType.Int32), [], Tensor.EmptySequence(ElementType.Int32)),
        ["SequenceInsert at the end"] = (new SequenceInsert(), [Tensor.Sequence(A, Tall), B], Tensor.Sequence(A, Tall, B)),
        ["SequenceInsert into nothing"] = (new SequenceInsert(), [Tensor.EmptySequence(ElementType.Float), B], Tensor.Sequence(B)),
        ["SequenceInsert at the front"] = (new SequenceInsert(), [Tensor.Sequence(A, Tall), B, At(0)], Tensor.Sequence(B, A, Tall)),
        ["SequenceInsert before the last"] =
            (new SequenceInsert(), [Tensor.Sequence(A, Tall), B, At(-1)], Tensor.Sequence(A, B, Tall)),
        ["SequenceInsert behind the last"] =
            (new SequenceInsert(), [Tensor.Sequence(A, Tall), B, At(2)], Tensor.Sequence(A, Tall, B)),
        ["SequenceErase the last"] = (new SequenceErase(), [Tensor.Sequence(A, Tall, B)], Tensor.Sequence(A, Tall)),
        ["SequenceErase from the end"] = (new SequenceErase(), [Tensor.Sequence(A, Tall, B), At(-2)], Tensor.Sequence(A, B)),
        ["SequenceErase the only one"] = (new SequenceErase(), [Tensor.Sequence(A)], Tensor.EmptySequence(ElementType.Float)),
        ["SequenceAt"] = (new SequenceAt(), [Tensor.Sequence(A, Tall), At(1)], Tall),
        ["SequenceAt from the end"] = (new SequenceAt(), [Tensor.Sequence(A, Tall, B), At(-3)], A),
        ["SequenceAt of many ranks"] = (new SequenceAt(), [Tensor.Sequence(A, Line, B), At(1)], Line),
        ["SequenceLength"] = (new SequenceLength(), [Tensor.Sequence(A, Tall)], Tensor.Scalar(2L)),
        ["SequenceLength of nothing"] = (new SequenceLength(), [Tensor.EmptySequence(ElementType.Float)], Tensor.Scalar(0L)),
        ["ConcatFromSequence"] = (new ConcatFromSequence(0), [Tensor.Sequence(A, Tall)], Tensor.Concat(0, A, Tall)),
        ["ConcatFromSequence on the last axis"] = (new ConcatFromSequence(-1), [Tensor.Sequence(A, B)], Tensor.Concat(1, A, B)),
        ["ConcatFromSequence on a new axis"] =
            (new ConcatFromSequence(-1, MakesAxis: true), [Tensor.Sequence(A, B)], Tensor.Concat(2, A.Unsqueeze(2), B.Unsqueeze(2))),
        ["SplitToSequence"] = (new SplitToSequence(), [A], Tensor.Sequence(A.Slice([0], [0], [1]), A.Slice([0], [1], [2]))),
        ["SplitToSequence without the axis"] =
            (new SplitToSequence(-2, KeepsAxis: false), [A],
            Tensor.Sequence(A.Slice([0], [0], [1]).Squeeze(0), A.Slice([0], [1], [2]).Squeeze(0))),
        ["SplitToSequence by a size"] =
            (new SplitToSequence(KeepsAxis: false), [Line, At(3)], Tensor.Sequence(Line.Slice([0], [0], [3]), Line.Slice([0], [3], [5]))),
        ["SplitToSequence by sizes"] =
            (new SplitToSequence(), [Line, Of([4L, 0, 1])],
            Tensor.Sequence(Line.Slice([0], [0], [4]), new Tensor(TensorType.Float(0)), Line.Slice([0], [4], [5]))),
        ["OptionalHasElement of a tensor"] = (new OptionalHasElement(), [A], Tensor.Scalar(true)),
        ["OptionalHasElement of nothing"] = (new OptionalHasElement(), [Tensor.EmptyOptional(A.Type)], Tensor.Scalar(false)),
        ["OptionalHasElement without an input"] = (new OptionalHasElement(), [], Tensor.Scalar(false)),
        ["OptionalGetElement of a tensor"] = (new OptionalGetElement(), [A], A),
        ["OptionalGetElement of a sequence"] = (new OptionalGetElement(), [Tensor.Sequence(A, Line)], Tensor.Sequence(A, Line)),
        ["Optional of nothing"] = (new Optional(A.Type), [], Tensor.EmptyOptional(A.Type)),
        ["Optional of a tensor"] = (new Optional(), [A], A),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Which operators have an example here.</summary>
    internal static IEnumerable<Type> Operators => All.Values.Select(c => c.Operator.GetType());

    [Theory]
    [MemberData(nameof(Names))]
    public void On_concrete_tensors_an_operator_gives_what_it_should(string name) =>
        AssertEqual(All[name].Expected, All[name].Operator.ApplyOne(All[name].Inputs));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_only_a_run_shows_is_evaluated(string name)
    {
        var (op, inputs, expected) = All[name];

        // Of what may have any rank nothing can be said before it is there.
        if (name == "SequenceAt of many ranks") return;
        var graph = Graph.Trace([.. inputs.Select((t, i) => ($"x{i}", t.Kind))], given => [("y", op.ApplyOne(given))]);
        graph.Verify();
        var named = inputs.Select((t, i) => ($"x{i}", t)).ToDictionary(t => t.Item1, t => t.t);
        AssertEqual(expected, ReferenceExecutor.Run(graph, named)["y"]);
        AssertEqual(expected, new GraphRunner(graph).Run(named, TestContext.Current.CancellationToken)["y"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_the_graph_knows_the_items_no_sequence_is_left(string name)
    {
        var (op, inputs, expected) = All[name];
        var given = new Dictionary<string, Tensor>();
        foreach (var tensor in inputs.SelectMany(t => t.Kind is SequenceType ? t.Items : t.Kind is TensorType ? [t] : []))
            if (tensor.Element == ElementType.Float)
                given[$"x{given.Count}"] = tensor;
        var graph = Graph.Trace([.. given.Select(g => (g.Key, g.Value.Kind))], traced =>
        {
            var next = 0;
            var y = op.ApplyOne([.. inputs.Select(Traced)]);
            return [("y", y)];

            Tensor Traced(Tensor tensor) => tensor.Kind switch
            {
                SequenceType { IsEmpty: true } or OptionalType => tensor,
                SequenceType => Tensor.Sequence([.. tensor.Items.Select(Traced)]),
                _ => tensor.Element == ElementType.Float ? traced[next++] : tensor,
            };
        });
        graph.Verify();
        AssertEqual(expected, ReferenceExecutor.Run(graph, given)["y"]);
        if (graph.Outputs[0].Kind is not TensorType)
        {
            Assert.True(Assert.Single(graph.Nodes, n => n.Operator is SequenceOperator).Operator is SequenceOperator { Constructs: true });
            return;
        }

        Assert.DoesNotContain(graph.Nodes, n => n.Operator is SequenceOperator);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        foreach (var input in session.Plan.Inputs.Keys) given[input].Bytes.CopyTo(session.InputBytes(input));
        session.Run();
        Assert.Equal(expected.Bytes.ToArray(), session.OutputBytes("y").ToArray());
    }

    [Fact]
    public void A_position_that_only_a_run_shows_picks_a_slice_where_items_have_one_shape()
    {
        var graph = Graph.Trace([("a", A.Type), ("b", B.Type), ("at", new TensorType(ElementType.Int64, Shape.Scalar))], x =>
            [("y", new SequenceAt().ApplyOne(Tensor.Sequence(x[0], x[1]), x[2]))]);
        Assert.DoesNotContain(graph.Nodes, n => n.Operator is SequenceOperator);
        foreach (var (at, expected) in ((long, Tensor)[])[(0, A), (1, B), (-2, A)])
        {
            var inputs = new Dictionary<string, Tensor> { ["a"] = A, ["b"] = B, ["at"] = At(at) };
            AssertEqual(expected, ReferenceExecutor.Run(graph, inputs)["y"]);
            AssertEqual(expected, new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken)["y"]);
        }
    }

    [Fact]
    public void A_split_is_resolved_once_the_size_has_a_number()
    {
        var graph = Graph.Trace([("x", TensorType.Float("rows", 3))], x =>
            [("y", new ConcatFromSequence(1).ApplyOne(new SplitToSequence().ApplyOne(x[0])))]);
        Assert.Contains(graph.Nodes, n => n.Operator is SequenceOperator);
        var bound = graph.Bind(new Dictionary<string, int> { ["rows"] = 4 });
        Assert.DoesNotContain(bound.Nodes, n => n.Operator is SequenceOperator);
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tall };
        AssertEqual(Tall.Reshape(1, 12), ReferenceExecutor.Run(graph, inputs)["y"]);
        AssertEqual(Tall.Reshape(1, 12), new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken)["y"]);
    }

    [Fact]
    public void A_loop_may_fill_a_sequence()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2)), ("n", new TensorType(ElementType.Int64, Shape.Scalar))], x =>
        {
            var results = ControlFlow.Loop(x[1], null, [Tensor.EmptySequence(ElementType.Float), x[0]], (_, goesOn, states) =>
            {
                var next = states[1] * 2f;
                return [goesOn, new SequenceInsert().ApplyOne(states[0], next), next];
            });
            return [("all", results[0]), ("one", new ConcatFromSequence(0, MakesAxis: true).ApplyOne(results[0]))];
        });
        graph.Verify();
        Assert.Equal("Sequence(Float[2])", graph.Outputs[0].Kind.ToString());
        var outputs = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = Vector(1, 3), ["n"] = At(3) });
        AssertEqual(Tensor.Sequence(Vector(2, 6), Vector(4, 12), Vector(8, 24)), outputs["all"]);
        AssertEqual(Floats([2, 6, 4, 12, 8, 24], 3, 2), outputs["one"]);
    }

    [Fact]
    public void A_body_knows_the_items_of_a_sequence_around_it()
    {
        var graph = Graph.Trace([("a", A.Type), ("b", B.Type)], x =>
        {
            var sequence = Tensor.Sequence(x[0], x[1]);
            return [("y", ControlFlow.Loop(Tensor.Scalar(2L), null, [x[0]], (round, goesOn, states) =>
                [goesOn, states[0] + new SequenceAt().ApplyOne(sequence, round)])[0])];
        });
        Assert.DoesNotContain(graph.All, n => n.Operator is SequenceOperator);
        var inputs = new Dictionary<string, Tensor> { ["a"] = A, ["b"] = B };
        AssertEqual(A + A + B, new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken)["y"]);
    }

    [Fact]
    public void Branches_may_give_an_optional_and_an_input_of_that_kind_may_be_missing()
    {
        var kind = new OptionalType(A.Type);
        var graph = Graph.Trace([("x", kind), ("c", new TensorType(ElementType.Bool, Shape.Scalar))], x =>
        {
            var result = ControlFlow.If(
                x[1], () => [x[0]], () => [new Optional(A.Type).ApplyOne()])[0];
            return [("y", result), ("has", new OptionalHasElement().ApplyOne(result))];
        });
        graph.Verify();
        Assert.Equal(kind, graph.Outputs[0].Kind);
        foreach (var (given, flag, has) in ((Tensor?, bool, bool)[])[(A, true, true), (A, false, false), (null, true, false)])
        {
            var inputs = new Dictionary<string, Tensor> { ["c"] = Tensor.Scalar(flag) };
            if (given is not null) inputs["x"] = given;
            foreach (var outputs in (IReadOnlyDictionary<string, Tensor>[])
                [ReferenceExecutor.Run(graph, inputs), new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken)])
            {
                Assert.Equal(has, outputs["has"].Span<bool>()[0]);
                AssertEqual(has ? A : Tensor.EmptyOptional(A.Type), outputs["y"]);
            }
        }
    }

    [Fact]
    public void What_is_missing_in_an_optional_is_an_error_of_the_run_that_needs_it()
    {
        var graph = Graph.Trace([("x", new OptionalType(A.Type))], x => [("y", new OptionalGetElement().ApplyOne(x[0]) * 2f)]);
        AssertEqual(A * 2f, ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = A })["y"]);
        var error = Assert.Throws<ShapeException>(() => ReferenceExecutor.Run(graph, new Dictionary<string, Tensor>()));
        Assert.Contains("this Optional(Float[2,3]) is empty", error.Message, StringComparison.Ordinal);
        Assert.Contains("node 'OptionalGetElement'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_refuses_sequences_and_names_the_nodes()
    {
        var graph = Graph.Trace([("s", new SequenceType(ElementType.Float, Shape.Of(2, 3)))], x =>
            [("y", new SequenceAt().ApplyOne(x[0], At(0)) + 1f), ("z", new SequenceErase().ApplyOne(x[0]))]);
        var error = Assert.Throws<UnsupportedOperatorException>(() => Planner.Plan(graph, CpuTargets.Best));
        Assert.Equal(["SequenceAt", "SequenceErase"], error.Gaps.Select(g => g.Node));
        Assert.Contains("'s' is a Sequence(Float[2,3])", error.Message, StringComparison.Ordinal);
        var passing = Graph.Trace([("s", new SequenceType(ElementType.Float, null))], x => [("s", x[0])]);
        var refused = Assert.Throws<PlanException>(() => Planner.Plan(passing, CpuTargets.Best));
        Assert.Contains("'s' is a Sequence(Float)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_sentences()
    {
        (Operator, Tensor[], string)[] wrong =
        [
            (new SequenceAt(), [Tensor.Sequence(A, B), At(2)], "positions in this sequence are from -2 to 1; this one is 2."),
            (new SequenceAt(), [Tensor.EmptySequence(ElementType.Float), At(0)], "this one is empty"),
            (new SequenceAt(), [Tensor.Sequence(A)], "input 1 is missing"),
            (new SequenceAt(), [A, At(0)], "input 0 is a sequence; this one is Float[2,3]."),
            (new SequenceInsert(), [Tensor.Sequence(A), B, At(5)], "positions in this sequence are from -1 to 1; this one is 5."),
            (new SequenceInsert(), [Tensor.Sequence(A), At(1)], "have one element type, here Float; this one is Int64[]."),
            (new SequenceErase(), [Tensor.Sequence(A), Vector(0)], "a position is one Int32 or Int64; input 1 is Float[1]."),
            (new SequenceConstruct(), [A, At(1)], "have one element type"),
            (new ConcatFromSequence(0), [Tensor.EmptySequence(ElementType.Float)], "this one is empty"),
            (new ConcatFromSequence(3, MakesAxis: true), [Tensor.Sequence(A)], "is from -3 to 2; this one is 3."),
            (new SplitToSequence(), [Line, At(0)], "a part has size 1 or more; input 1 is 0."),
            (new SplitToSequence(), [Line, Of([1L, 2])], "must add up to 5"),
            (new SplitToSequence(2), [A], "axis"),
            (new Add(), [Tensor.Sequence(A), A], "input 0 is a Sequence(Float[2,3]); the operator takes a tensor."),
        ];
        foreach (var (op, inputs, message) in wrong)
        {
            Assert.Contains(message, Assert.Throws<ShapeException>(() => op.Apply(inputs)).Message, StringComparison.Ordinal);
            if (op is not SequenceOperator) continue;
            var error = Assert.Throws<ShapeException>(() => Graph.Trace([], _ => [("y", op.ApplyOne(inputs))]));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("no tensor", Assert.Throws<ShapeException>(() => Tensor.Sequence(A).Shape).Message, StringComparison.Ordinal);
        Assert.Contains("no sequence", Assert.Throws<InvalidOperationException>(() => A.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_hands_on_what_it_is_given()
    {
        var sequence = Tensor.Sequence(A, Line);
        Assert.Same(sequence, new Identity().ApplyOne(sequence));
        var graph = Graph.Trace([("a", A.Type)], x =>
            [("y", new SequenceAt().ApplyOne(new Identity().ApplyOne(Tensor.Sequence(x[0])), At(0)))]);
        Assert.DoesNotContain(graph.Nodes, n => n.Operator is SequenceOperator);
    }

    private static Tensor At(long position) => Tensor.Scalar(position);

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        if (expected.Kind is SequenceType)
        {
            Assert.Equal(expected.Items.Count, actual.Items.Count);
            foreach (var (e, a) in expected.Items.Zip(actual.Items)) AssertEqual(e, a);
            return;
        }

        Assert.Equal(expected.Kind, actual.Kind);
        if (expected.Kind is TensorType) Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
        else Assert.True(actual.IsEmptyOptional);
    }
}
