using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>The gradient of a <see cref="Scan"/>, which is a scan from the other end.</summary>
internal sealed class ScanGradient(Scan scan, GradientContext context)
{
    private readonly Tensor[] _inputs = [.. context.Inputs.Select(i => i!)];

    /// <summary>The gradients with respect to the inputs; null of those that hold no fractions.</summary>
    public Tensor?[] Build()
    {
        var (states, sequences) = (scan.States, scan.Sequences);
        var before = StatesBefore();
        int[] followed = [.. Enumerable.Range(0, _inputs.Length).Where(i => _inputs[i].Element.IsFloating())];
        int[] carried = [.. followed.Where(i => i < states)];
        int[] read = [.. followed.Where(i => i >= states && i < states + sequences)];
        int[] captured = [.. followed.Where(i => i >= states + sequences)];
        int[] seeded =
        [
            .. Enumerable.Range(0, scan.BodyGraph.Outputs.Count).Where(i => i >= states && context.OutputGradients[i] is not null),
        ];

        // States of the reverse: gradients of the states, and sums of those of the captures.
        Tensor[] initial =
        [
            .. carried.Select(i => context.OutputGradients[i] ?? Zeros(_inputs[i])),
            .. captured.Select(i => Zeros(_inputs[i])),
        ];
        Tensor[] given = [.. before, .. _inputs.Skip(states).Take(sequences), .. seeded.Select(i => context.OutputGradients[i]!)];
        int[] reversed =
        [
            .. before.Select(_ => 1),
            .. scan.Reversed.Select(r => 1 - r),
            .. seeded.Select(i => 1 - scan.ReversedOutputs[i - states]),
        ];
        Tensor[] captures = [.. _inputs.Skip(states + sequences)];

        IReadOnlyList<Tensor> Round(IReadOnlyList<Tensor> taken)
        {
            var slices = taken.Skip(initial.Length).Take(given.Length).ToArray();
            Tensor[] arguments = [.. slices.Take(states + sequences), .. taken.Skip(initial.Length + given.Length)];
            var outputs = scan.BodyGraph.Inline(arguments);
            var seeds = new List<(Tensor Output, Tensor Gradient)>();
            for (var i = 0; i < carried.Length; i++) seeds.Add((outputs[carried[i]], taken[i]));
            for (var i = 0; i < seeded.Length; i++) seeds.Add((outputs[seeded[i]], slices[states + sequences + i]));
            var gradients = Gradients.Of(seeds, [.. followed.Select(i => arguments[i])])
                .Zip(followed)
                .ToDictionary(p => p.Second, p => p.First);
            return
            [
                .. carried.Select(i => gradients[i]),
                .. captured.Select((i, n) => taken[carried.Length + n] + gradients[i]),
                .. read.Select(i => gradients[i]),
            ];
        }

        var results = ControlFlow.Scan(
            initial, given, captures, Ints.From(reversed), [.. read.Select(i => 1 - scan.Reversed[i - states])], Round);
        var found = new Tensor?[_inputs.Length];
        for (var i = 0; i < carried.Length; i++) found[carried[i]] = results[i];
        for (var i = 0; i < captured.Length; i++) found[captured[i]] = results[carried.Length + i];
        for (var i = 0; i < read.Length; i++) found[read[i]] = results[initial.Length + i];
        return found;
    }

    /// <summary>
    /// The states before each round, in the order of the rounds. Where the body also gives its new states as slices of an output, they
    /// are there already; else the scan is run again for them.
    /// </summary>
    private Tensor[] StatesBefore()
    {
        var body = scan.BodyGraph;
        var kept = new int?[scan.States];
        for (var i = 0; i < kept.Length; i++)
            for (var o = scan.States; o < body.Outputs.Count && kept[i] is null; o++)
                if (Source(body.Outputs[o]) == Source(body.Outputs[i]))
                    kept[i] = o;
        if (Array.TrueForAll(kept, k => k is not null))
            return
            [
                .. kept.Select((o, i) => Shifted(_inputs[i], context.Outputs[o!.Value], scan.ReversedOutputs[o.Value - scan.States] != 0)),
            ];

        Tensor[] sequences = [.. _inputs.Skip(scan.States).Take(scan.Sequences)];
        var results = ControlFlow.Scan(
            [.. _inputs.Take(scan.States)], sequences, [.. _inputs.Skip(scan.States + scan.Sequences)], [.. scan.Reversed],
            [.. Enumerable.Repeat(0, scan.States)], taken => [.. body.Inline(taken).Take(scan.States), .. taken.Take(scan.States)]);
        return [.. results.Skip(scan.States)];
    }

    /// <summary>The initial state before all but the last of the states after each round.</summary>
    private static Tensor Shifted(Tensor initial, Tensor after, bool isReversed)
    {
        if (isReversed) after = after.Slice([0], [-1], [int.MinValue], [-1]);
        return Tensor.Concat(0, initial.Unsqueeze(0), after.Slice([0], [0], [-1]));
    }

    private static Value Source(Value value)
    {
        while (value.Producer is { Operator: Movement.Identity } copy) value = copy.Inputs[0]!;
        return value;
    }

    private static Tensor Zeros(Tensor like) => new Movement.ConstantOfShape(like.Element, 0).ApplyOne(like.ShapeOf());
}
