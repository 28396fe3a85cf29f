using System.Text;
using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Runs a body once for each slice of its sequences along their first axis. The body takes the states, a slice of each sequence and
/// the captures; it gives the new states and a slice of each output sequence. Outputs are the last states, then the sequences.
/// <see href="https://onnx.ai/onnx/operators/onnx__Scan.html"/>
/// </summary>
/// <param name="BodyGraph">The body.</param>
/// <param name="States">How many states it has.</param>
/// <param name="Reversed">For each sequence 1 where it is read from its end, else 0.</param>
/// <param name="ReversedOutputs">For each output sequence 1 where it is written from its end, else 0.</param>
public sealed record Scan(Graph BodyGraph, int States, Ints Reversed, Ints ReversedOutputs) : SubgraphOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Graph> Bodies => [BodyGraph];

    /// <summary>How many sequences it reads.</summary>
    public int Sequences => Reversed.Count;

    /// <inheritdoc/>
    public override int Given => States + Sequences;

    /// <inheritdoc/>
    public override SubgraphOperator WithBodies(IReadOnlyList<Graph> bodies) => this with { BodyGraph = bodies[0] };

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (Sequences == 0) throw new ShapeException("a scan reads one sequence at least, whose length says how often it runs.");
        var length = inputs.Shape(States)[0];
        for (var i = 0; i < Sequences; i++)
        {
            if (inputs.Shape(States + i) is { Rank: 0 })
                throw new ShapeException($"a sequence has a first axis; input {States + i} is {inputs[States + i]}.");
            if (Dimension.Differ(inputs.Shape(States + i)[0], length))
                throw new ShapeException(
                    $"sequences have one length; input {States} is {inputs[States]}, input {States + i} is {inputs[States + i]}.");
        }

        Check(BodyGraph, [.. Enumerable.Range(0, inputs.Count).Select(i => (IsSequence(i) ? Slice(inputs[i]) : inputs[i], $"input {i}"))]);
        for (var i = 0; i < States; i++)
            if (!inputs[i].Takes(BodyGraph.Outputs[i].Kind))
                throw new ShapeException(
                    $"a state keeps its type; state {i} is {inputs[i]}, and the body makes it {BodyGraph.Outputs[i].Kind}.");
        return
        [
            .. Enumerable.Range(0, States).Select(i => inputs[i]),
            .. BodyGraph.Outputs.Skip(States).Select(o => o.Type with { Shape = new Shape([length, .. o.Type.Shape]) }),
        ];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var types = InferFor(inputs);
        var length = inputs[States]!.Shape[0].Size;
        var states = inputs.Take(States).ToArray();
        var sequences = types.Skip(States).Select(t => new Tensor?[length]).ToArray();
        for (var round = 0; round < length; round++)
        {
            var outputs = BodyGraph.Evaluate([.. inputs.Select((input, i) => i < States ? states[i]! : Given(input!, i))]);
            for (var i = 0; i < outputs.Length; i++)
            {
                if (i < States) states[i] = outputs[i];
                else sequences[i - States][Place(ReversedOutputs[i - States])] = outputs[i];
            }

            Tensor Given(Tensor input, int i) => IsSequence(i) ? At(input, Place(Reversed[i - States])) : input;

            int Place(int isReversed) => isReversed == 0 ? round : length - 1 - round;
        }

        return [.. states.Select(s => s!), .. sequences.Select((s, i) => Stacked(s, types[States + i]))];
    }

    /// <summary>
    /// The reverse: a scan from the other end that carries the gradients of the states and adds up those of the captures. Of each round
    /// the states before it and the results of products are kept (<see cref="ScanMemory"/>); what is between is computed again.
    /// </summary>
    public override Tensor?[] Gradient(GradientContext context) => new ScanGradient(this, context).Build();

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{BodyGraph.Nodes.Count} nodes, {States} states, {Sequences} sequences");
        return true;
    }

    /// <summary>One slice along the first axis.</summary>
    internal static Tensor At(Tensor sequence, int place) => new Gather(0).ApplyOne(sequence, Tensor.Scalar((long)place));

    /// <summary>Slices as one tensor; without any it is empty.</summary>
    internal static Tensor Stacked(IReadOnlyList<Tensor?> slices, TensorType type) => slices.Count == 0
        ? new Tensor(type with { Shape = type.Shape.Bind(type.Shape.SelectMany(d => d.Names).Distinct().ToDictionary(n => n, _ => 0)) })
        : Tensor.Concat(0, [.. slices.Select(s => s!.Unsqueeze(0))]);

    private bool IsSequence(int input) => input >= States && input < States + Sequences;

    private static TensorType Slice(TensorType type) => type with { Shape = new Shape(type.Shape.Skip(1)) };
}
