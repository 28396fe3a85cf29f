using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Loops and branches as functions of tensors: in a trace their bodies are recorded once, as graphs of their own, and what a body
/// reads of the trace around it is captured. What begins with Trace gives the operator and its inputs instead of applying it.
/// </summary>
public static class ControlFlow
{
    private const int MostTraces = 4;

    /// <summary>Runs a function once for each slice of sequences along their first axis.</summary>
    /// <param name="states">What a round hands on to the next, before the first.</param>
    /// <param name="sequences">What each round is given one slice of.</param>
    /// <param name="captures">What each round is given whole, besides what it takes from around by itself.</param>
    /// <param name="reversed">For each sequence 1 where it is read from its end, else 0.</param>
    /// <param name="reversedOutputs">For each sequence that comes out 1 where it is written from its end, else 0.</param>
    /// <param name="round">Takes states, slices and captures; returns the new states, then slices of what comes out.</param>
    /// <returns>The last states, then the sequences.</returns>
    /// <exception cref="ShapeException">The types do not fit.</exception>
    public static Tensor[] Scan(
        IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> sequences, IReadOnlyList<Tensor> captures, Ints reversed, Ints reversedOutputs,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> round)
    {
        var (op, inputs) = TraceScan(states, sequences, captures, reversed, reversedOutputs, round);
        return op.Apply(inputs);
    }

    /// <inheritdoc cref="Scan"/>
    /// <returns>The operator and its inputs.</returns>
    public static (Scan Operator, Tensor[] Inputs) TraceScan(
        IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> sequences, IReadOnlyList<Tensor> captures, Ints reversed, Ints reversedOutputs,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> round)
    {
        Tensor[] given = [.. states, .. sequences, .. captures];
        (string, ValueKind)[] types =
        [
            .. states.Select((s, i) => ($"state{i}", s.Type)),
            .. sequences.Select((s, i) => ($"slice{i}", s.Type with { Shape = new Shape(s.Shape.Skip(1)) })),
            .. captures.Select((c, i) => ($"given{i}", c.Type)),
        ];
        var (body, captured) = GraphBuilder.TraceBody(Around(given), types, round);
        return (new Scan(body, states.Count, reversed, reversedOutputs), [.. given, .. captured]);
    }

    /// <summary>Runs one of two functions, whose results have the same types.</summary>
    /// <param name="condition">A truth value.</param>
    /// <param name="then">Runs where it holds.</param>
    /// <param name="otherwise">Runs where it does not.</param>
    /// <exception cref="ShapeException">The types do not fit.</exception>
    public static Tensor[] If(Tensor condition, Func<IReadOnlyList<Tensor>> then, Func<IReadOnlyList<Tensor>> otherwise)
    {
        var (op, inputs) = TraceIf(condition, then, otherwise);
        return op.Apply(inputs);
    }

    /// <inheritdoc cref="If"/>
    /// <returns>The operator and its inputs.</returns>
    public static (If Operator, Tensor[] Inputs) TraceIf(
        Tensor condition, Func<IReadOnlyList<Tensor>> then, Func<IReadOnlyList<Tensor>> otherwise)
    {
        // Both bodies take what either captures.
        var around = Around([condition]);
        var (first, captures) = GraphBuilder.TraceBody(around, [], _ => then());
        var (second, all) = GraphBuilder.TraceBody(around, [], _ => otherwise(), captures);
        var extended = first.WithInputs(second.Inputs.Skip(captures.Count));
        return (new If(extended, second), [condition, .. all]);
    }

    /// <summary>Runs a function over and over, as long as it says so and no more often than a number.</summary>
    /// <param name="most">The most rounds, an Int64; null for any number.</param>
    /// <param name="condition">Whether there is a first round; null where there is.</param>
    /// <param name="states">What a round hands on to the next, before the first.</param>
    /// <param name="round">
    /// Takes the number of the round, whether it was to go on, and the states; returns whether to go on, the new states, then slices of
    /// what comes out.
    /// </param>
    /// <returns>The last states, then the slices of all rounds one after the other.</returns>
    /// <exception cref="ShapeException">The types do not fit.</exception>
    public static Tensor[] Loop(
        Tensor? most, Tensor? condition, IReadOnlyList<Tensor> states,
        Func<Tensor, Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> round)
    {
        var (op, inputs) = TraceLoop(most, condition, states, round);
        return op.Apply(inputs);
    }

    /// <inheritdoc cref="Loop"/>
    /// <returns>The operator and its inputs.</returns>
    public static (Loop Operator, Tensor?[] Inputs) TraceLoop(
        Tensor? most, Tensor? condition, IReadOnlyList<Tensor> states,
        Func<Tensor, Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> round)
    {
        var around = Around([.. states, .. new[] { most, condition }.OfType<Tensor>()]);
        ValueKind[] kinds = [.. states.Select(s => Open(s.Kind, s.Kind, 0))];
        for (var trace = 0; ; trace++)
        {
            (string, ValueKind)[] given =
            [
                ("round", new TensorType(ElementType.Int64, Shape.Scalar)), ("goesOn", new TensorType(ElementType.Bool, Shape.Scalar)),
                .. kinds.Select((k, i) => ($"state{i}", k)),
            ];
            var (body, captured) = GraphBuilder.TraceBody(around, given, x => round(x[0], x[1], [.. x.Skip(2)]));
            if (body.Outputs.Count < 1 + states.Count)
                throw new ShapeException(
                    $"a round gives whether it goes on and the {states.Count} states; this one gives {body.Outputs.Count} outputs.");

            // A state that a round makes larger has no size that all rounds share: it is recorded again under a name.
            var open = kinds.Select((k, i) => Open(k, body.Outputs[1 + i].Kind, i)).ToArray();
            if (trace + 1 < MostTraces && !open.SequenceEqual(kinds)) kinds = open;
            else return (new Loop(body, states.Count), [most, condition, .. states, .. captured]);
        }
    }

    private static ValueKind Open(ValueKind before, ValueKind after, int state)
    {
        var axis = 0;
        return Opened(ValueKind.Common(before, after, () => $"state{state}:{axis++}") ?? before);

        static ValueKind Opened(ValueKind kind) => kind switch
        {
            OptionalType optional => new OptionalType(Opened(optional.Of)),
            SequenceType sequence => sequence.WithoutNames(),
            _ => kind,
        };
    }

    private static GraphBuilder? Around(IEnumerable<Tensor> tensors) =>
        GraphBuilder.Current ?? tensors.FirstOrDefault(t => t.IsSymbolic)?.Builder;
}
