using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Initializers;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>
/// A layer with a kernel and a bias. Keras' arguments for what training does to them are properties:
/// <c>new Dense(10) { KernelRegularizer = new L2(1e-4f) }</c>. Set them before the layer is first called.
/// </summary>
/// <param name="name">The layer's name.</param>
public abstract class WeightedLayer(string? name) : Layer(name)
{
    /// <summary>The penalty on the kernel; null for none.</summary>
    public Regularizer? KernelRegularizer { get; set; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get; set; }

    /// <summary>What the kernel must be; null for anything.</summary>
    public Constraint? KernelConstraint { get; set; }

    /// <summary>What the bias must be; null for anything.</summary>
    public Constraint? BiasConstraint { get; set; }

    /// <summary>Makes a kernel; Glorot uniform where no initializer is given.</summary>
    private protected Variable AddKernel(Shape shape, Initializer? initializer, Fans fans, string name = "kernel") =>
        AddVariable(name, shape, initializer ?? new GlorotUniform(), fans, true, KernelRegularizer, KernelConstraint);

    /// <summary>Makes a bias; zeros where no initializer is given.</summary>
    private protected Variable AddBias(Shape shape, Initializer? initializer, string name = "bias") =>
        AddVariable(name, shape, initializer ?? new Zeros(), default, true, BiasRegularizer, BiasConstraint);
}
