using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Optimizers;

/// <summary>
/// One step of an optimizer while it is written down: its number, its learning rate, and the optimizer's slots of each weight. Where
/// gradients are accumulated, or were no numbers, slots and weights keep their values.
/// </summary>
public sealed class UpdateStep
{
    private readonly TrainingState _state;
    private readonly Tensor? _isDue;
    private readonly LossScale? _scale;
    private readonly Tensor? _isFinite;
    private readonly Tensor? _isLast;

    internal UpdateStep(Optimizer optimizer, TrainingState state, IReadOnlyList<(Variable Weight, Tensor Gradient)> gradients)
    {
        (_state, _scale) = (state, optimizer.LossScale);
        LearningRate = state.LearningRate.Read();
        var batches = state.Step.Read();
        Gradients = gradients;
        if (_scale is not null)
        {
            var factor = 1f / _scale.Read(state);
            Gradients = [.. gradients.Select(g => (g.Weight, g.Gradient * factor))];
        }

        var size = optimizer.GradientAccumulationSteps;
        var count = size == 1 ? batches : batches / Tensor.Scalar(size);
        if (size > 1)
        {
            _isLast = Tensor.Equal(batches + Tensor.Scalar(1), (count + Tensor.Scalar(1)) * Tensor.Scalar(size));
            Gradients = [.. Gradients.Select(g => (g.Weight, Accumulated(g.Weight, g.Gradient, size)))];
        }

        _isDue = _isLast;
        if (_scale is { IsDynamic: true })
        {
            _isFinite = LossScale.AreFinite(Gradients.Select(g => g.Gradient));
            _isDue = _isLast is null ? _isFinite : _isLast & _isFinite;
            count -= LossScale.Skipped(state);
        }

        (Count, Number) = (count, (count + Tensor.Scalar(1)).Cast(ElementType.Float));
    }

    /// <summary>The learning rate.</summary>
    public Tensor LearningRate { get; }

    /// <summary>The number of the step, from 1; Float.</summary>
    public Tensor Number { get; }

    /// <summary>Steps before this one; Int32.</summary>
    internal Tensor Count { get; }

    /// <summary>The gradients: unscaled, and means of what was accumulated.</summary>
    internal IReadOnlyList<(Variable Weight, Tensor Gradient)> Gradients { get; }

    /// <summary>An optimizer's slot of a weight: a variable of the weight's type.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">The slot's name: <c>momentum</c>, <c>velocity</c>.</param>
    /// <param name="initial">The value of its elements before the first step.</param>
    public Variable Slot(Variable weight, string name, float initial = 0) => _state.Slot(weight, name, initial);

    /// <summary>A slot of the optimizer itself: one number.</summary>
    /// <param name="name">The slot's name.</param>
    /// <param name="initial">Its value before the first step.</param>
    public Variable Slot(string name, float initial = 0) => _state.Slot(name, initial);

    /// <summary>Gives a slot its new value.</summary>
    public void Update(Variable slot, Tensor value) => GraphBuilder.Current!.Update(slot, Gated(value, slot.Read()));

    /// <summary>A new value where the step is made, else the old one.</summary>
    internal Tensor Gated(Tensor value, Tensor old) => _isDue is null ? value : Tensor.Where(_isDue, value, old);

    /// <summary>Adds what changes besides weights and slots.</summary>
    internal void Complete()
    {
        if (_isFinite is not null) _scale!.Follow(_state, _isFinite, _isLast);
    }

    /// <summary>The mean gradient of the batches so far; the slot begins anew after the last of them.</summary>
    private Tensor Accumulated(Variable weight, Tensor gradient, int size)
    {
        var slot = _state.Slot(weight, "accumulator", 0);
        var sum = slot.Read() + gradient;
        GraphBuilder.Current!.Update(slot, Tensor.Where(_isLast!, sum.Number(0), sum));
        return sum * (1f / size);
    }
}
