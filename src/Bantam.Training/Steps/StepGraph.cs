using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;

namespace Bantam.Training.Steps;

/// <summary>Writes down what one batch goes through.</summary>
internal static class StepGraph
{
    /// <summary>The output with the loss.</summary>
    public const string LossName = "loss";

    /// <summary>The output with what the model computes.</summary>
    public const string PredictionName = "prediction";

    /// <summary>The output with the loss of each sample.</summary>
    public const string LossesName = "losses";

    /// <summary>The output with the norm of each gradient.</summary>
    public const string GradientNormsName = "gradient_norms";

    /// <summary>Forward, loss and metrics of a batch, and what <paramref name="learn"/> adds.</summary>
    public static Graph Build(
        Graph forward, IReadOnlyList<Field> fields, int batch, Loss loss, IReadOnlyList<Metric> metrics, SampleWeights? weights,
        Func<Tensor, IReadOnlyList<(string Name, Tensor Tensor)>>? learn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (fields.Count < 2)
            throw new ShapeException(
                $"A sample must have a target, its last field, besides the inputs; it has {string.Join(", ", fields)}.");
        RequireNames(metrics);
        if (fields.FirstOrDefault(f => f.Name == LossName || metrics.Any(m => m.Name == f.Name)) is { } taken)
            throw new ShapeException($"Field '{taken.Name}' must have a name that no output of the step has; give the field another one.");
        return Graph.Trace([.. fields.Select(f => (f.Name, f.Batch(batch)))], tensors =>
        {
            var target = tensors[^1];
            var inputs = SampleWeights.Inputs(fields, weights);
            var given = inputs.Select(f => tensors[fields.ToList().IndexOf(f)]).ToArray();
            var (prediction, logits, penalty, isLogits) = Predict(forward, StepInputs.Bring(forward, inputs, given), loss);
            foreach (var metric in metrics) metric.RequireEnd(forward.Outputs[0]);
            var ofSamples = weights?.Read(fields, tensors, prediction.Shape, learn is not null);
            var value = Measure(loss, logits, target, isLogits, ofSamples);
            if (penalty is not null) value += penalty;
            var learned = learn?.Invoke(value) ?? [];
            return [(LossName, value), .. metrics.Select(m => (m.Name, m.Sums(prediction, target))), .. learned];
        });
    }

    /// <summary>Makes sure that metrics can stand beside each other and the loss.</summary>
    /// <exception cref="ArgumentException">Two have one name, or one has that of the loss.</exception>
    public static void RequireNames(IReadOnlyList<Metric> metrics)
    {
        Hyperparameter.All(metrics, nameof(metrics));
        string[] names = [.. metrics.Select(m => m.Name), LossName];
        if (names.Distinct().Count() == names.Length && names.All(n => !string.IsNullOrEmpty(n))) return;
        var given = string.Join(", ", names.SkipLast(1).Select(n => $"'{n}'"));
        throw new ArgumentException($"Metrics must have names, each its own and none '{LossName}'; they are {given}.", nameof(metrics));
    }

    /// <summary>The loss; where it does not fit a model that still has axes of an image, it says what may be missing.</summary>
    private static Tensor Measure(Loss loss, Tensor logits, Tensor target, bool isLogits, Tensor? weights)
    {
        try
        {
            return loss.Apply(logits, target, isLogits, weights);
        }
        catch (ShapeException error) when (logits.Shape.Rank > Math.Max(target.Shape.Rank, 2))
        {
            throw new ShapeException(
                $"{error.Message} The model's output is {logits.Shape}, with axes between the samples and the last one, on which Dense "
                + $"works: put a Flatten before the first Dense, or a pooling layer over these axes.");
        }
    }

    /// <summary>The prediction, what the loss is taken from, and penalties of the layers.</summary>
    private static (Tensor Prediction, Tensor Logits, Tensor? Penalty, bool IsLogits) Predict(
        Graph forward, IReadOnlyList<Tensor> inputs, Loss loss)
    {
        var output = forward.Outputs[0];
        var last = output.Producer;
        while (last is { Operator: Operators.Movement.Identity }) last = last.Inputs[0]!.Producer;
        var isLogits = last is not null && loss.TakesLogitsOf(last);
        if (!isLogits) loss.RequireEnd(output);
        var penalties = forward.Outputs.Where(o => o.Name == CallContext.PenaltyName);
        var all = forward.Inline(inputs, [output, isLogits ? last!.Inputs[0]! : output, .. penalties]);
        return (all[0], all[1], all.ElementAtOrDefault(2), isLogits);
    }

    /// <summary>
    /// What each sample of a batch comes to: the outputs <c>prediction</c> and <c>losses</c>, the second one only where the loss has
    /// values for each sample.
    /// </summary>
    public static Graph Examine(Graph forward, IReadOnlyList<Field> fields, int batch, Loss loss, SampleWeights? weights) =>
        Graph.Trace([.. fields.Select(f => (f.Name, f.Batch(batch)))], tensors =>
        {
            var inputs = SampleWeights.Inputs(fields, weights);
            var given = inputs.Select(f => tensors[fields.ToList().IndexOf(f)]).ToArray();
            var (prediction, logits, _, isLogits) = Predict(forward, StepInputs.Bring(forward, inputs, given), loss);
            try
            {
                return [(PredictionName, prediction), (LossesName, loss.PerSample(logits, tensors[^1], isLogits))];
            }
            catch (ShapeException)
            {
                return [(PredictionName, prediction)];
            }
        });

    /// <summary>The variables that gradients are taken of, in their order.</summary>
    public static Variable[] Trained(Graph forward, Func<Variable, bool> trains) =>
        [.. forward.Variables.Where(v => v.IsTrainable && trains(v))];

    /// <summary>Adds gradients and the optimizer's updates, and counts the step.</summary>
    /// <returns>The norms of the gradients as an output, where they are to be measured.</returns>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Learn(
        Tensor loss, Graph forward, Optimizer optimizer, TrainingState state, Func<Variable, bool> trains, bool measuresGradients = false)
    {
        var weights = Trained(forward, trains);
        if (weights.Length == 0) throw new InvalidOperationException("The model has no variable that training may change.");
        if (optimizer.LossScale is { } scale) loss *= scale.Read(state);
        var gradients = Gradients.Of(loss, [.. weights.Select(w => w.Read())]);

        // A cell of its own would be 0 until somebody sets it, and steps that are run without a trainer would learn nothing.
        state.LearningRate.Value.Span<float>()[0] = optimizer.RateAt(state.Step.Value.Span<int>()[0]);
        optimizer.Apply([.. weights.Zip(gradients)], state);
        GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
        if (!measuresGradients) return [];
        var norms = Tensor.Concat(0, [.. gradients.Select(g => (g * g).ReduceSum().Sqrt().Reshape(1))]);
        return [(GradientNormsName, optimizer.LossScale is { } factor ? norms / factor.Read(state) : norms)];
    }
}
