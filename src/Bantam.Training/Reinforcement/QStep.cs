using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Transforms;

namespace Bantam.Training.Reinforcement;

/// <summary>
/// One step of deep Q-learning as a graph: Q(s, a) moves towards r + γ·Q′(s′, a′), where Q′ is the target network and a′ the action that
/// it, or in double Q-learning the network itself, finds best.
/// </summary>
internal static class QStep
{
    public const string Observation = "observation", Action = "action", Reward = "reward", Next = "next", GoesOn = "goes_on", Loss = "loss";

    /// <summary>The graph of a batch.</summary>
    public static Graph Build(
        Model online, Model target, int batch, Loss loss, Optimizer optimizer, TrainingState state, float discount, bool isDouble)
    {
        var learning = RandomSteps.ByVariables(online.Trace(batch, state), state.Seed, state.Step);
        var seen = online.Inputs![0].Batch(batch);
        var actions = new TensorType(ElementType.Int32, Shape.Of(batch));
        var numbers = TensorType.Float(batch);
        return Graph.Trace(
            [(Observation, seen), (Action, actions), (Reward, numbers), (Next, seen), (GoesOn, numbers)],
            given =>
            {
                var all = learning.Inline([given[0]]);
                var judged = target.Trace(batch).Inline([given[3]])[0];
                var deciding = isDouble ? online.Trace(batch).Inline([given[3]])[0] : judged;
                var wanted = given[2] + (given[4] * (Of(judged, deciding.ArgMax(1)) * discount));
                var value = loss.Apply(Of(all[0], given[1]), wanted);
                if (all.Count > 1) value += all[1];
                var trained = online.TrainableVariables.ToHashSet();
                StepGraph.Learn(value, learning, optimizer, state, trained.Contains);
                return [(Loss, value)];
            });
    }

    /// <summary>The value of one action of each sample.</summary>
    private static Tensor Of(Tensor values, Tensor actions) => Tensor.Where(
        Tensor.Equal(actions.Cast(ElementType.Int32).Unsqueeze(1), Tensor.Arange(values.Shape[1].Size)), values, 0f).ReduceSum([1]);
}
