using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Randomness;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// Gives random nodes that draw anew in each run (<see cref="RandomOperator.DrawsAnew"/>) the number of the run, and in the rounds of a
/// <see cref="Loop"/> a seed of each round. The rounds of a <see cref="Scan"/> have no number, and draw the same.
/// </summary>
public static class RandomSteps
{
    /// <summary>Seeds of rounds lie far apart: this odd number times the round, in 32 bits, is another one for each round.</summary>
    private const int OfRound = unchecked((int)0x9E3779B9);

    private static readonly TensorType Number = new(ElementType.Int32, Shape.Scalar);

    /// <summary>Whether a graph has such nodes.</summary>
    public static bool AreDrawn(Graph graph) => graph.All.Any(n => n.Operator is RandomOperator { DrawsAnew: true });

    /// <summary>The graph, where such nodes draw by a seed and a step that are kept in variables, as training does.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="seed">The seed of all of them, an Int32 scalar.</param>
    /// <param name="step">The number of the run, an Int32 scalar.</param>
    public static Graph ByVariables(Graph graph, Variable seed, Variable step)
    {
        if (!AreDrawn(graph)) return graph;
        var builder = new GraphBuilder();
        return Rewrite(graph, builder, () => (builder.Read(seed), builder.Read(step)), keepsSeeds: false);
    }

    /// <summary>The graph with one input more, the last one, an Int32 scalar: the number of the run.</summary>
    internal static Graph ByInput(Graph graph)
    {
        graph = graph.WithInputs([new Value("run", Number)]);
        var builder = new GraphBuilder { MergesEqualNodes = true };
        return Rewrite(graph, builder, () => (Tensor.Scalar(0), Given(builder, graph.Inputs.Count - 1)), keepsSeeds: true);
    }

    /// <summary>The graph written down by a builder.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="builder">The builder.</param>
    /// <param name="source">What is added to the seeds, and the step.</param>
    /// <param name="keepsSeeds">Whether it is added to the seed that the node has, or takes its place.</param>
    private static Graph Rewrite(Graph graph, GraphBuilder builder, Func<(Tensor Seed, Tensor Step)> source, bool keepsSeeds)
    {
        return GraphRewriter.Rewrite(graph, builder, (node, inputs) => node.Operator switch
        {
            RandomOperator { DrawsAnew: true } op => Drawn(op, node, inputs),
            SubgraphOperator outer when outer.Bodies.Any(AreDrawn) =>
                builder.Add(
                    outer.WithBodies([.. outer.Bodies.Select(b => Body(b, outer))]), [.. inputs, source().Seed, source().Step], node.Name),
            _ => null,
        });

        Tensor[] Drawn(RandomOperator op, Node node, IReadOnlyList<Tensor?> inputs)
        {
            var (seed, step) = source();
            if (keepsSeeds) seed = Tensor.Scalar(op.Seed) + seed;
            return builder.Add(op with { DrawsAnew = false }, op.With(inputs, seed, step), node.Name);
        }

        Graph Body(Graph body, SubgraphOperator outer)
        {
            // What a body reads of the graph around it are its last inputs.
            var wider = body.WithInputs([new Value("seed", Number), new Value("run", Number)]);
            var inside = builder.Alike();
            return Rewrite(wider, inside, Source, keepsSeeds);

            (Tensor Seed, Tensor Step) Source()
            {
                var (seed, step) = (Given(inside, wider.Inputs.Count - 2), Given(inside, wider.Inputs.Count - 1));
                return outer is Loop ? (seed + (Given(inside, 0).Cast(ElementType.Int32) * OfRound), step) : (seed, step);
            }
        }
    }

    private static Tensor Given(GraphBuilder builder, int input) => builder.Tensors.ElementAt(input);
}
