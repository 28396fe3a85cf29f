using System.Text;
using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Runs a body while it says so and no more often than input 0 does, where that is given; input 1 says whether there is a first round.
/// Then come states and captures. The body takes the number of the round, the condition, states and captures; it gives the condition
/// of the next round, the new states, and slices of sequences. Outputs are the last states, then the sequences.
/// <see href="https://onnx.ai/onnx/operators/onnx__Loop.html"/>
/// </summary>
/// <param name="BodyGraph">The body.</param>
/// <param name="States">How many states it has.</param>
public sealed record Loop(Graph BodyGraph, int States) : SubgraphOperator
{
    /// <summary>The inputs before the states.</summary>
    public const int Limits = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Graph> Bodies => [BodyGraph];

    /// <summary>Whether only the number in input 0 ends it: the body hands on its condition, or says always that it goes on.</summary>
    public bool IsCounted => BodyGraph.Outputs[0] is var goesOn
        && (goesOn.Constant is { } constant ? constant.Span<bool>()[0] : Source(goesOn) == BodyGraph.Inputs[1]);

    /// <inheritdoc/>
    public override int Given => Limits + States;

    /// <inheritdoc/>
    public override SubgraphOperator WithBodies(IReadOnlyList<Graph> bodies) => this with { BodyGraph = bodies[0] };

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        if (inputs.Optional(0) is { } most && !IsOne(most, ElementType.Int64))
            throw new ShapeException($"the number of rounds is one Int64; input 0 is {most}.");
        if (inputs.Optional(1) is { } begins && !IsOne(begins, ElementType.Bool))
            throw new ShapeException($"whether there is a first round is one Bool; input 1 is {begins}.");
        var scalar = new TensorType(ElementType.Bool, Shape.Scalar);
        Check(BodyGraph,
        [
            (scalar with { Element = ElementType.Int64 }, "the number of the round"), (scalar, "the condition"),
            .. Enumerable.Range(Limits, inputs.Count - Limits).Select(i => (inputs.Kind(i), $"input {i}")),
        ]);
        if (BodyGraph.Outputs[0].Kind is not TensorType goesOn || !IsOne(goesOn, ElementType.Bool))
            throw new ShapeException($"the body's first output says whether to go on, as one Bool; it is {BodyGraph.Outputs[0].Kind}.");
        for (var i = 0; i < States; i++)
            if (!BodyGraph.Inputs[Limits + i].Kind.Takes(BodyGraph.Outputs[1 + i].Kind))
                throw new ShapeException(
                    $"a state keeps its type; state {i} is {inputs.Kind(Limits + i)}, "
                    + $"and the body makes it {BodyGraph.Outputs[1 + i].Kind}.");
        var rounds = Rounds(inputs);
        return
        [
            .. Enumerable.Range(0, States).Select(i => Last(inputs.Kind(Limits + i), BodyGraph.Inputs[Limits + i].Kind, inputs)),
            .. BodyGraph.Outputs.Skip(1 + States).Select(o => o.Type with { Shape = new Shape([rounds, .. o.Type.Shape.Select(Size)]) }),
        ];

        Dimension Size(Dimension inBody) =>
            inBody.Names.Any(n => n.StartsWith("state", StringComparison.Ordinal)) ? inputs.Unknown() : inBody;
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var kinds = Infer(OperatorInputs.Of(inputs));
        var most = inputs[0]?.Span<long>()[0] ?? long.MaxValue;
        var goesOn = inputs[1] is not { } first || first.Span<bool>()[0];
        Tensor[] states = [.. inputs.Skip(Limits).Take(States).Select(s => s!)];
        Tensor[] captures = [.. inputs.Skip(Limits + States).Select(c => c!)];
        var slices = kinds.Skip(States).Select(_ => new List<Tensor?>()).ToArray();
        for (var round = 0L; round < most && goesOn; round++)
        {
            var outputs = BodyGraph.Evaluate([Tensor.Scalar(round), Tensor.Scalar(goesOn), .. states, .. captures]);
            goesOn = outputs[0].Span<bool>()[0];
            states = outputs[1..(1 + States)];
            for (var i = 0; i < slices.Length; i++) slices[i].Add(outputs[1 + States + i]);
        }

        // Without a round nothing shows how large slices are but what the body is given.
        var names = new Dictionary<string, int>();
        foreach (var (input, given) in BodyGraph.Inputs.Skip(Limits).Zip(states.Concat(captures)))
            if (input.Kind is TensorType type)
                type.Shape.Bind(given.Shape, names);
        return [.. states, .. slices.Select((s, i) => Scan.Stacked(s, ((TensorType)kinds[States + i]).Bind(names)))];
    }

    /// <summary>That of a scan over the numbers of the rounds: what ends before them keeps too little to be run backwards.</summary>
    /// <exception cref="NotSupportedException">More than a number of rounds ends the loop.</exception>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (inputs, captures) = (context.Inputs, Limits + States);
        if (!IsCounted || inputs[0] is not { } most || inputs[1] is { Constant: null })
            throw new NotSupportedException(
                "A loop has a gradient where nothing but a number of rounds ends it; this one also ends when its condition says so.");
        if (inputs[1]?.Constant!.Span<bool>()[0] == false) most = Tensor.Scalar(0L);
        var rounds = new RangeOf().ApplyOne(Tensor.Scalar(0L), most.Reshape(Shape.Scalar), Tensor.Scalar(1L));
        var (scan, given) = ControlFlow.TraceScan(
            [.. inputs.Skip(Limits).Take(States).Select(s => s!)], [rounds], [.. inputs.Skip(captures).Select(c => c!)],
            [0], Ints.From(new int[BodyGraph.Outputs.Count - 1 - States]),
            x => [.. BodyGraph.Inline([x[States], Tensor.Scalar(true), .. x.Take(States), .. x.Skip(States + 1)]).Skip(1)]);
        var found = new ScanGradient(scan, new GradientContext(given, context.Outputs, context.OutputGradients)).Build();
        return [null, null, .. found.Take(States), .. found.Skip(States + 1)];
    }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"{BodyGraph.Nodes.Count} nodes, {States} states");
        return true;
    }

    private Dimension Rounds(OperatorInputs inputs) => inputs.Constant(1)?.Span<bool>()[0] == false ? 0
        : IsCounted && inputs.Optional(0) is not null && inputs.Constant(0) is { } most
            && (inputs.Optional(1) is null || inputs.Constant(1)?.Span<bool>()[0] == true)
            ? (int)Math.Clamp(most.Span<long>()[0], 0, int.MaxValue) : inputs.Unknown();

    /// <summary>The type of a state after the last round: sizes that the body takes under a name may have changed.</summary>
    private static ValueKind Last(ValueKind given, ValueKind taken, OperatorInputs inputs) =>
        given is TensorType ? ValueKind.Common(given, taken, inputs.Unknown)! : taken;

    private static bool IsOne(TensorType type, ElementType element) =>
        type.Element == element && type.Shape.All(d => !Dimension.Differ(d, 1));

    private static Value Source(Value value)
    {
        while (value.Producer is { Operator: Movement.Identity } copy) value = copy.Inputs[0]!;
        return value;
    }
}
