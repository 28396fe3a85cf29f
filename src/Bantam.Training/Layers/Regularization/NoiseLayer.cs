using Bantam.Operators.Randomness;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// A layer that does something random in training and nothing in inference. What it draws depends on the trainer's seed, the step and the
/// element's position only.
/// </summary>
public abstract class NoiseLayer : Layer
{
    private readonly List<int> _streams = [];

    private protected NoiseLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <summary>How many times it draws.</summary>
    private protected virtual int Draws => 1;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        for (var i = 0; i < Draws; i++) _streams.Add(NextStream());
    }

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor input, CallContext context) =>
        context.Training is { } training ? Learn(input, training) : Predict(input);

    /// <summary>What it does in inference.</summary>
    private protected virtual Tensor Predict(Tensor input) => input;

    /// <summary>What it does in training.</summary>
    private protected abstract Tensor Learn(Tensor input, TrainingState training);

    /// <summary>Normally distributed numbers in the shape of a tensor.</summary>
    private protected Tensor Normal(Tensor like, float mean, float deviation, TrainingState training, int draw = 0) =>
        new RandomNormalLike(mean, deviation, Stream: _streams[draw]).ApplyOne(like, training.Seed, training.Step);

    /// <summary>Numbers uniform between two others, the upper one not included.</summary>
    private protected Tensor Uniform(Tensor like, float low, float high, TrainingState training, int draw = 0) =>
        new RandomUniformLike(low, high, Stream: _streams[draw]).ApplyOne(like, training.Seed, training.Step);

    /// <summary>Zeros for a share of the elements, the others divided by what is left of it.</summary>
    private protected Tensor Dropped(Tensor x, float rate, TrainingState training) => new Operators.Randomness.Dropout(Stream: _streams[0])
        .Apply(x, x.Number(rate), Tensor.Scalar(true), training.Seed, training.Step)[0];
}
