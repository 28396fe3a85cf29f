using System.Diagnostics.CodeAnalysis;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// Says what a picture shows: a model, and what has to be done before and after it. Any number of threads may use one at once.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.")]
public sealed class ImageClassifier
{
    private readonly PictureModel _model;
    private readonly IReadOnlyList<string>? _labels;

    /// <summary>A classifier.</summary>
    /// <param name="model">The model; its first output has a score for each class.</param>
    /// <param name="input">What becomes of pictures; null for what follows from the model, and from 0 to 1.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <exception cref="ShapeException">The model takes no picture.</exception>
    public ImageClassifier(Model model, ImageInput? input = null, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = new PictureModel(model, input, new ImageInput(0, 0));
        _labels = labels;
    }

    /// <summary>What becomes of pictures.</summary>
    public ImageInput Input => _model.Input;

    /// <summary>The likeliest classes, the best first. Scores that are no probabilities are taken for logits.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="ShapeException">The first output has no scores of classes.</exception>
    public IReadOnlyList<ClassScore> Classify(Picture picture, int count = 5)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (name, scores) = _model.Run(picture)[0];
        if (!ClassScores.AreOf(scores.Type))
            throw new ShapeException($"a classifier gives a score for each class, [1,classes]; '{name}' is {scores.Type}.");
        return ClassScores.Top(scores.Cast(ElementType.Float).Span<float>(), count, _labels);
    }
}
