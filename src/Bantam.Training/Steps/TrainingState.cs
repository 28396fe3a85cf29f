using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Constraints;

namespace Bantam.Training.Steps;

/// <summary>
/// The variables that training needs besides the model's: the number of the step, the seed, the learning rate, and the optimizer's slots
/// of each weight. As variables they change without another compilation of the step.
/// </summary>
public sealed class TrainingState
{
    private readonly Dictionary<string, Variable> _slots = [];
    private readonly Dictionary<Variable, Constraint> _constraints = [];

    /// <summary>Steps done so far; Int32. The step that runs is the next one.</summary>
    public Variable Step { get; } = new("training/step", Tensor.Scalar(0), isTrainable: false);

    /// <summary>The seed of dropout and other noise; Int32.</summary>
    public Variable Seed { get; } = new("training/seed", Tensor.Scalar(0), isTrainable: false);

    /// <summary>The learning rate of the step that runs.</summary>
    public Variable LearningRate { get; } = new("training/learning_rate", Tensor.Scalar(0f), isTrainable: false);

    /// <summary>All of them, in a fixed order.</summary>
    public IEnumerable<Variable> Variables => [Step, Seed, LearningRate, .. _slots.Values];

    /// <summary>An optimizer's slot of a weight: a variable of the weight's type.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">The slot's name: <c>momentum</c>, <c>velocity</c>.</param>
    /// <param name="initial">The value of its elements before the first step.</param>
    public Variable Slot(Variable weight, string name, float initial = 0) =>
        Slot($"optimizer/{weight.Name}/{name}", () => Filled(weight.Type, initial));

    /// <summary>A slot of the optimizer itself: one number.</summary>
    /// <param name="name">The slot's name.</param>
    /// <param name="initial">Its value before the first step.</param>
    public Variable Slot(string name, float initial = 0) => Slot($"training/{name}", () => Tensor.Scalar(initial));

    /// <summary>The slot of a weight; null where no optimizer made it.</summary>
    internal Variable? Find(Variable weight, string name) => _slots.GetValueOrDefault($"optimizer/{weight.Name}/{name}");

    private Variable Slot(string name, Func<Tensor> initial)
    {
        if (!_slots.TryGetValue(name, out var slot))
            _slots[name] = slot = new Variable(name, initial(), isTrainable: false);
        return slot;
    }

    /// <summary>A weight's new value as its layer's constraint wants it.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="value">What the optimizer made of it.</param>
    public Tensor Constrained(Variable weight, Tensor value) =>
        _constraints.TryGetValue(weight, out var constraint) ? constraint.Project(value) : value;

    /// <summary>Keeps what a weight must be.</summary>
    internal void Constrain(Variable weight, Constraint constraint) => _constraints[weight] = constraint;

    private static Tensor Filled(TensorType type, float value) =>
        value == 0 ? new Tensor(type) : Tensor.Full(value, type.Shape).Cast(type.Element);
}
