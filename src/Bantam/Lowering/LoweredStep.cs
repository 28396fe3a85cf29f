using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>A statement of a plan before its tensors have places.</summary>
public abstract record LoweredStep;

/// <summary>A node that no template computes.</summary>
/// <param name="Node">The node.</param>
internal sealed record LoweredHost(Node Node) : LoweredStep;

/// <summary>A graph inside of a loop or a branch.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Steps">What it does.</param>
internal sealed record LoweredBody(Graph Graph, IReadOnlyList<LoweredStep> Steps);

/// <summary>
/// A loop. Its body's inputs are, in this order, the states, slices of sequences, and captures; its outputs the new states, and
/// slices.
/// </summary>
/// <param name="Node">The node.</param>
/// <param name="Body">What a round does.</param>
/// <param name="States">What a round hands on to the next.</param>
/// <param name="Sequences">The tensors that a round is given a slice of, and whether from the end.</param>
/// <param name="Captures">The tensors that all rounds read.</param>
/// <param name="Outputs">The tensors that a round gives a slice of, and whether from the end.</param>
/// <param name="Count">The most rounds; null where others say how many there are.</param>
/// <param name="Limit">Holds the number of rounds, where it is not known.</param>
/// <param name="Condition">The state that says whether to go on; null where the number of rounds does.</param>
internal sealed record LoweredLoop(
    Node Node, LoweredBody Body, IReadOnlyList<LoopState> States, IReadOnlyList<LoopSequence> Sequences, IReadOnlyList<Value> Captures,
    IReadOnlyList<LoopSequence> Outputs, Dimension? Count, Value? Limit, int? Condition) : LoweredStep;

/// <summary>What a round of a loop hands on to the next.</summary>
/// <param name="Initial">Its value before the first round.</param>
/// <param name="Current">Where it lies from then on; after the last round what the loop gives.</param>
internal sealed record LoopState(Value Initial, Value Current);

/// <summary>A tensor of which each round has one slice.</summary>
/// <param name="Value">The tensor.</param>
/// <param name="IsReversed">Whether the first round has the last slice.</param>
internal sealed record LoopSequence(Value Value, bool IsReversed);

/// <summary>A branch. The inputs of both bodies are all captures.</summary>
/// <param name="Node">The node.</param>
/// <param name="Condition">The truth value.</param>
/// <param name="Then">What is done where it holds.</param>
/// <param name="Otherwise">What is done where it does not.</param>
/// <param name="Captures">What both read.</param>
internal sealed record LoweredBranch(
    Node Node, Value Condition, LoweredBody Then, LoweredBody Otherwise, IReadOnlyList<Value> Captures) : LoweredStep;
