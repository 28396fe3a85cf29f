using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Optimizers;

/// <summary>
/// A factor of the loss while gradients are computed, so that small ones do not vanish (P. Micikevicius et al., 2018). A dynamic one is
/// halved, and the step left out, when a gradient is not finite, and doubled after a number of steps without that, as by Keras'
/// <c>LossScaleOptimizer</c>.
/// </summary>
public sealed class LossScale
{
    private const string ScaleName = "loss_scale", SkippedName = "skipped";
    private readonly float _initial;
    private readonly int? _growthSteps;

    private LossScale(float initial, int? growthSteps) => (_initial, _growthSteps) = (initial, growthSteps);

    /// <summary>The same factor always.</summary>
    /// <param name="factor">The factor, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static LossScale Static(float factor) => new(Hyperparameter.Positive(factor, nameof(factor)), null);

    /// <summary>A factor that changes with the gradients.</summary>
    /// <param name="initial">The first factor, above 0.</param>
    /// <param name="growthSteps">Steps with finite gradients after which it is doubled, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static LossScale Dynamic(float initial = 32768, int growthSteps = 2000) => new(
        Hyperparameter.Positive(initial, nameof(initial)), Hyperparameter.AtLeast(1, growthSteps, nameof(growthSteps)));

    /// <summary>Whether it changes.</summary>
    internal bool IsDynamic => _growthSteps is not null;

    /// <summary>The factor of the step that is written down.</summary>
    internal Tensor Read(TrainingState state) => IsDynamic ? state.Slot(ScaleName, _initial).Read() : Tensor.Scalar(_initial);

    /// <summary>How many steps were left out; Int32.</summary>
    internal static Tensor Skipped(TrainingState state) => state.Slot(SkippedName).Read().Cast(ElementType.Int32);

    /// <summary>Whether all elements of some tensors are finite: x · 0 is 0 of a finite x, and NaN of any other.</summary>
    internal static Tensor AreFinite(IEnumerable<Tensor> tensors) =>
        Tensor.Equal(tensors.Select(t => (t * 0f).ReduceSum()).Aggregate((a, b) => a + b), 0f);

    /// <summary>Writes down how the factor changes.</summary>
    /// <param name="state">The training state.</param>
    /// <param name="isFinite">Whether the gradients of the step are finite.</param>
    /// <param name="isLast">Whether the batch is the last of a step; null where every batch is.</param>
    internal void Follow(TrainingState state, Tensor isFinite, Tensor? isLast)
    {
        var (scale, steps, skipped) = (state.Slot(ScaleName, _initial), state.Slot("finite_steps"), state.Slot(SkippedName));
        var count = steps.Read() + 1f;
        var grows = isFinite & (count >= _growthSteps!.Value);
        var grown = Tensor.Where(grows, scale.Read() * 2f, scale.Read());
        Update(scale, Tensor.Where(isFinite, grown, scale.Read() * 0.5f));
        Update(steps, Tensor.Where(isFinite & !grows, count, 0f));
        Update(skipped, Tensor.Where(isFinite, skipped.Read(), skipped.Read() + 1f));

        void Update(Variable slot, Tensor value) =>
            GraphBuilder.Current!.Update(slot, isLast is null ? value : Tensor.Where(isLast, value, slot.Read()));
    }
}
