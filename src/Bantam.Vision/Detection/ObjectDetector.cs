using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// Finds things in pictures: a model, and what has to be done before and after it. Any number of threads may use one at once.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.")]
public sealed class ObjectDetector
{
    private readonly PictureModel _model;
    private readonly DetectorOptions _options;

    /// <summary>A detector.</summary>
    /// <param name="model">The model.</param>
    /// <param name="format">How its outputs say what it found; null for what follows from them.</param>
    /// <param name="options">What is left out.</param>
    /// <exception cref="ShapeException">The model takes no picture, or its outputs are not understood.</exception>
    public ObjectDetector(Model model, DetectorFormat? format = null, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new();
        Format = format ?? DetectorFormat.Of(model.Outputs);
        _model = new PictureModel(model, _options.Input, Format.PresetOf(model.Outputs));
    }

    /// <summary>What becomes of pictures.</summary>
    public ImageInput Input => _model.Input;

    /// <summary>How the outputs say what was found.</summary>
    public DetectorFormat Format { get; }

    /// <summary>What is in a picture, by falling score; boxes are in the picture's pixels and end at its edges.</summary>
    /// <param name="picture">The picture.</param>
    /// <exception cref="ShapeException">The outputs are not those of the format.</exception>
    public IReadOnlyList<Detection> Detect(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Read(_model.Run(picture), Input.Place(picture));
    }

    /// <summary>What some outputs say, of whatever computed them.</summary>
    internal IReadOnlyList<Detection> Read(IReadOnlyList<(string Name, Tensor Tensor)> tensors, PicturePlacement placement)
    {
        var found = new DetectorOutputs(tensors, Input.Width, Input.Height, _options.Threshold);
        Format.Read(found);
        return
        [
            .. Kept(found).Take(_options.MostDetections).Select(kept => new Detection(
                placement.ToPicture(found.Boxes[kept.Index]), found.Classes[kept.Index],
                _options.Labels?.ElementAtOrDefault(found.Classes[kept.Index]), kept.Score)
            {
                Landmarks = [.. found.Landmarks[kept.Index].Select(p => placement.ToPicture(p.X, p.Y))],
            }),
        ];
    }

    private IEnumerable<(int Index, float Score)> Kept(DetectorOutputs found)
    {
        var (overlap, scores) = (_options.Overlap, found.Scores);
        var boxes = CollectionsMarshal.AsSpan(found.Boxes);
        var classes = CollectionsMarshal.AsSpan(found.Classes);
        if (_options.Suppression == Suppression.Hard)
            return NonMaxSuppression.Hard(boxes, CollectionsMarshal.AsSpan(scores), overlap, classes).Select(i => (i, scores[i]));
        var decay = _options.Suppression == Suppression.SoftLinear ? NonMaxSuppression.Linear(overlap) : NonMaxSuppression.Gaussian();
        return NonMaxSuppression.Soft(boxes, CollectionsMarshal.AsSpan(scores), decay, _options.Threshold, classes);
    }
}
