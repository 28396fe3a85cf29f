using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// The gradient of a <see cref="Scan"/>, which is a scan from the other end. Each round computes the body again from what
/// <see cref="ScanMemory"/> remembers. The gradient of a matrix that all rounds multiply by is one product over all rounds behind it.
/// </summary>
internal sealed class ScanGradient
{
    private readonly Scan _scan;
    private readonly GradientContext _context;
    private readonly Tensor[] _inputs;
    private readonly ScanMemory _memory;
    private readonly int[] _carried;
    private readonly int[] _read;
    private readonly (int Input, Value Left, Value Product)[] _factors;
    private readonly int[] _summed;
    private readonly int[] _seeded;
    private readonly Tensor[] _initial;
    private readonly (Tensor Tensor, int Reversed)[] _given;
    private readonly List<(Value Value, int Reversed)> _slices = [];

    public ScanGradient(Scan scan, GradientContext context)
    {
        (_scan, _context, _inputs) = (scan, context, [.. context.Inputs.Select(i => i!)]);
        var (states, sequences) = (scan.States, scan.Sequences);
        _memory = ScanMemory.Of(scan, _inputs, context.Outputs);
        int[] followed = [.. Enumerable.Range(0, _inputs.Length).Where(i => _inputs[i].Element.IsFloating())];
        _carried = [.. followed.Where(i => i < states)];
        _read = [.. followed.Where(i => i >= states && i < states + sequences)];
        int[] captured = [.. followed.Where(i => i >= states + sequences)];
        _factors = [.. captured.Select(Factor).OfType<(int, Value, Value)>()];
        _summed = [.. captured.Except(_factors.Select(f => f.Input))];
        _seeded =
        [
            .. Enumerable.Range(0, scan.BodyGraph.Outputs.Count).Where(i => i >= states && context.OutputGradients[i] is not null),
        ];

        // States of the reverse: gradients of the states, and sums of those of the captures.
        _initial = [.. _carried.Select(i => context.OutputGradients[i] ?? Zeros(_inputs[i])), .. _summed.Select(i => Zeros(_inputs[i]))];
        _given =
        [
            .. _memory.Before.Select(b => (b, 1)),
            .. _inputs.Skip(states).Take(sequences).Select((s, i) => (s, 1 - scan.Reversed[i])),
            .. _seeded.Select(i => (context.OutputGradients[i]!, 1 - scan.ReversedOutputs[i - states])),
            .. _memory.Results.Select(r => (r, 1)),
        ];
    }

    /// <summary>The gradients with respect to the inputs; null of those that hold no fractions.</summary>
    public Tensor?[] Build()
    {
        int[] places = [];
        var (op, inputs) = ControlFlow.TraceScan(
            _initial, [.. _given.Select(g => g.Tensor)], [.. _inputs.Skip(_scan.States + _scan.Sequences)],
            Ints.From(_given.Select(g => g.Reversed)), [], taken =>
            {
                var (round, outputs) = Round(taken);
                places = outputs;
                return round;
            });
        var results = (op with { ReversedOutputs = Ints.From(_slices.Select(s => s.Reversed)) }).Apply(inputs);
        var found = new Tensor?[_inputs.Length];
        for (var i = 0; i < _carried.Length; i++) found[_carried[i]] = results[i];
        for (var i = 0; i < _summed.Length; i++) found[_summed[i]] = results[_carried.Length + i];
        for (var i = 0; i < _read.Length; i++) found[_read[i]] = Sequence(i);
        for (var i = 0; i < _factors.Length; i++)
        {
            var left = State(_factors[i]) is { } state ? _memory.Before[state] : Sequence(_read.Length + (2 * i));
            found[_factors[i].Input] = left.Flatten(-1).TransposeLast().MatMul(Sequence(_read.Length + (2 * i) + 1).Flatten(-1));
        }

        return found;

        Tensor Sequence(int place) => results[_initial.Length + places[place]];
    }

    /// <summary>
    /// One round: the new states, and slices of what comes out; and which of these are the gradients of the sequences, and, for each
    /// factor, what it was multiplied by and the gradient of the product.
    /// </summary>
    private (IReadOnlyList<Tensor> Outputs, int[] Places) Round(IReadOnlyList<Tensor> taken)
    {
        var (states, sequences, body) = (_scan.States, _scan.Sequences, _scan.BodyGraph);
        var slices = taken.Skip(_initial.Length).Take(_given.Length).ToArray();
        var remembered = slices[^_memory.Results.Count..];
        Tensor[] arguments = [.. slices.Take(states + sequences), .. taken.Skip(_initial.Length + _given.Length)];
        IReadOnlyList<Value> wanted = [.. body.Outputs, .. _factors.Select(f => f.Left), .. _factors.Select(f => f.Product)];
        var values = body.Inline(arguments, wanted, (value, tensor) => _memory.Products.ToList().IndexOf(value) is >= 0 and var place
            ? new Remembered().ApplyOne(tensor, remembered[place]) : tensor);
        var (lefts, products) = (values.Skip(body.Outputs.Count).ToArray(), values.Skip(body.Outputs.Count + _factors.Length).ToArray());
        var seeds = new List<(Tensor Output, Tensor Gradient)>();
        for (var i = 0; i < _carried.Length; i++) seeds.Add((values[_carried[i]], taken[i]));
        for (var i = 0; i < _seeded.Length; i++) seeds.Add((values[_seeded[i]], slices[states + sequences + i]));
        Tensor[] targets = [.. _carried.Concat(_summed).Concat(_read).Select(i => arguments[i]), .. products];
        var gradients = Gradients.Of(seeds, targets);
        var (sums, reads) = (_carried.Length, _carried.Length + _summed.Length);
        var outputs = new List<Tensor>();
        int[] places =
        [
            .. _read.Select((input, i) => Put(gradients[reads + i], 1 - _scan.Reversed[input - states])),
            .. _factors.SelectMany((factor, i) => (int[])
            [
                State(factor) is null ? Put(lefts[i], 1) : -1, Put(gradients[reads + _read.Length + i], 1),
            ]),
        ];
        return ([.. gradients.Take(sums), .. _summed.Select((_, i) => taken[sums + i] + gradients[sums + i]), .. outputs], places);

        // What is asked for twice comes out once.
        int Put(Tensor tensor, int reversed)
        {
            if (tensor.Value is { } value && _slices.IndexOf((value, reversed)) is >= 0 and var known) return known;
            _slices.Add((tensor.Value!, reversed));
            outputs.Add(tensor);
            return outputs.Count - 1;
        }
    }

    /// <summary>A captured matrix that the body reads once, as the right factor of a product of matrices; null of others.</summary>
    private (int Input, Value Left, Value Product)? Factor(int input)
    {
        var (body, factor) = (_scan.BodyGraph, _scan.BodyGraph.Inputs[input]);
        if (factor.Type.Shape.Rank != 2 || body.Outputs.Contains(factor)) return null;
        Node[] readers = [.. body.Nodes.Where(n => n.Inputs.Contains(factor))];
        return readers is [{ Operator: MatMul } product] && product.Inputs[0] != factor && product.Inputs[0]!.Type.Shape.Rank == 2
            && product.Inputs[0]!.Constant is null
            ? (input, product.Inputs[0]!, product.Outputs[0]) : null;
    }

    /// <summary>The state that a factor is multiplied by as it is; null for what a round computes.</summary>
    private int? State((int Input, Value Left, Value Product) factor) =>
        _scan.BodyGraph.Inputs.Take(_scan.States).ToList().IndexOf(ScanMemory.Source(factor.Left)) is >= 0 and var state ? state : null;

    private static Tensor Zeros(Tensor like) => new Movement.ConstantOfShape(like.Element, 0).ApplyOne(like.ShapeOf());
}
