using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Loops and branches as functions of tensors: in a trace their bodies are recorded once, as graphs of their own, and what a body
/// reads of the trace around it is captured.
/// </summary>
public static class ControlFlow
{
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
        Tensor[] given = [.. states, .. sequences, .. captures];
        (string, TensorType)[] types =
        [
            .. states.Select((s, i) => ($"state{i}", s.Type)),
            .. sequences.Select((s, i) => ($"slice{i}", s.Type with { Shape = new Shape(s.Shape.Skip(1)) })),
            .. captures.Select((c, i) => ($"given{i}", c.Type)),
        ];
        var (body, captured) = GraphBuilder.TraceBody(Around(given), types, round);
        return new Scan(body, states.Count, reversed, reversedOutputs).Apply([.. given, .. captured]);
    }

    /// <summary>Runs one of two functions, whose results have the same types.</summary>
    /// <param name="condition">A truth value.</param>
    /// <param name="then">Runs where it holds.</param>
    /// <param name="otherwise">Runs where it does not.</param>
    /// <exception cref="ShapeException">The types do not fit.</exception>
    public static Tensor[] If(Tensor condition, Func<IReadOnlyList<Tensor>> then, Func<IReadOnlyList<Tensor>> otherwise)
    {
        var around = Around([condition]);
        var (_, first) = GraphBuilder.TraceBody(around, [], _ => then());
        var (second, captures) = GraphBuilder.TraceBody(around, [], _ => otherwise(), first);
        var (traced, _) = GraphBuilder.TraceBody(around, [], _ => then(), captures);
        return new If(traced, second).Apply([condition, .. captures]);
    }

    /// <summary>Runs a function over and over, as long as it says so and no more often than a number.</summary>
    /// <param name="most">The most rounds, an Int64; null for any number.</param>
    /// <param name="condition">Whether there is a first round; null where there is.</param>
    /// <param name="states">What a round hands on to the next, before the first.</param>
    /// <param name="round">Takes the number of the round and the states; returns whether to go on, the new states, then slices of what comes out.</param>
    /// <returns>The last states, then the slices of all rounds one after the other.</returns>
    /// <exception cref="ShapeException">The types do not fit.</exception>
    public static Tensor[] Loop(
        Tensor? most, Tensor? condition, IReadOnlyList<Tensor> states, Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> round)
    {
        var around = Around([.. states, .. new[] { most, condition }.OfType<Tensor>()]);
        (string, TensorType)[] types =
        [
            ("round", new TensorType(ElementType.Int64, Shape.Scalar)), ("goesOn", new TensorType(ElementType.Bool, Shape.Scalar)),
            .. states.Select((s, i) => ($"state{i}", s.Type)),
        ];
        var (body, captured) = GraphBuilder.TraceBody(around, types, given => round(given[0], [.. given.Skip(2)]));
        return new Loop(body, states.Count).Apply([most, condition, .. states, .. captured]);
    }

    private static GraphBuilder? Around(IEnumerable<Tensor> tensors) =>
        GraphBuilder.Current ?? tensors.FirstOrDefault(t => t.IsSymbolic)?.Builder;
}
