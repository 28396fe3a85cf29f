using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Steps;
using static Bantam.Training.Layers.Activations;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Bench.Cases;

/// <summary>The graphs of a network, with weights of their own.</summary>
internal sealed class CaseModel
{
    /// <summary>The input of the graphs of a sequence.</summary>
    private const string Image = "image";

    /// <summary>The second input of a training step: the number of each sample's class, Int32.</summary>
    public const string Label = "label";

    /// <summary>The output of an inference of a sequence.</summary>
    private const string Output = "scores";

    private readonly BenchmarkCase _case;
    private readonly Model _model;
    private readonly TrainingState _state = new();

    /// <summary>A network with random weights, the same each time.</summary>
    /// <param name="case">Which one.</param>
    /// <param name="hasProbabilities">Whether it ends in a softmax; else in logits.</param>
    /// <exception cref="ArgumentException">The case is no network.</exception>
    public CaseModel(BenchmarkCase @case, bool hasProbabilities = false)
    {
        _case = @case;
        if (!@case.IsNetwork || (hasProbabilities && @case.Layers is null))
            throw new ArgumentException($"{@case.Name} is no network{(hasProbabilities ? " of layers" : "")}.", nameof(@case));
        _model = @case.Layers is { } layers ? Sequence(layers(), hasProbabilities) : @case.Network!();
        _model.Build([new Field(Image, @case.Symbols is null ? ElementType.Float : ElementType.Int32, Shape.Of(@case.Input))]);
        _state.LearningRate.Value.Span<float>()[0] = @case.LearningRate;
    }

    /// <summary>The cell that holds the learning rate.</summary>
    public Variable LearningRate => _state.LearningRate;

    /// <summary>A whole training step of images and then labels; its output is the loss.</summary>
    public Graph Step(int batch)
    {
        IReadOnlyList<Field> fields = [.. _model.Inputs!, new Field(Label, ElementType.Int32, Shape.Of(_case.Labels))];
        return TrainingStep.Build(
            _model, fields, batch, new SparseCategoricalCrossentropy(fromLogits: true), _case.Optimizer!(), _state).Graph;
    }

    /// <summary>The inference of so many samples.</summary>
    public Graph Inference(Dimension batch) => _model.Trace(batch);

    private static Sequential Sequence(IReadOnlyList<Layer> layers, bool hasProbabilities) =>
        new(hasProbabilities ? [.. layers, new Activation(Softmax)] : layers) { Seed = 1, OutputNames = [Output] };
}
