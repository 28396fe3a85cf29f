using Bantam.Training.Constraints;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>A recurrent network that makes its cell itself, and has the cell's rules of training as its own.</summary>
public abstract class UnitRNN : RNN
{
    private protected UnitRNN(
        RecurrentCell cell, bool returnSequences, bool returnState, bool goBackwards, bool zeroOutputForMask, string? name)
        : base(cell, returnSequences, returnState, goBackwards, zeroOutputForMask, name)
    {
    }

    /// <summary>The penalty on the weights of the input; null for none.</summary>
    public Regularizer? KernelRegularizer { get => Cell.KernelRegularizer; set => Cell.KernelRegularizer = value; }

    /// <summary>The penalty on the weights of the state; null for none.</summary>
    public Regularizer? RecurrentRegularizer { get => Cell.RecurrentRegularizer; set => Cell.RecurrentRegularizer = value; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get => Cell.BiasRegularizer; set => Cell.BiasRegularizer = value; }

    /// <summary>What the weights of the input must be; null for anything.</summary>
    public Constraint? KernelConstraint { get => Cell.KernelConstraint; set => Cell.KernelConstraint = value; }

    /// <summary>What the weights of the state must be; null for anything.</summary>
    public Constraint? RecurrentConstraint { get => Cell.RecurrentConstraint; set => Cell.RecurrentConstraint = value; }

    /// <summary>What the bias must be; null for anything.</summary>
    public Constraint? BiasConstraint { get => Cell.BiasConstraint; set => Cell.BiasConstraint = value; }
}
