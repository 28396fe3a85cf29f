using System.Diagnostics.CodeAnalysis;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// Says of each pixel what it shows: a model, and what has to be done before and after it. Any number of threads may use one at once.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.")]
public sealed class Segmenter
{
    private readonly PictureModel _model;
    private readonly IReadOnlyList<string>? _labels;

    /// <summary>A segmenter.</summary>
    /// <param name="model">
    /// The model. Its first output has for each pixel a score for each class, in the axes of the input, or the number of the class; of a
    /// single class scores are logits, or probabilities where all are from 0 to 1.
    /// </param>
    /// <param name="input">What becomes of pictures; null for what follows from the model, and from 0 to 1.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <exception cref="ShapeException">The model takes no picture.</exception>
    public Segmenter(Model model, ImageInput? input = null, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = new PictureModel(model, input, new ImageInput(0, 0));
        _labels = labels;
    }

    /// <summary>What becomes of pictures.</summary>
    public ImageInput Input => _model.Input;

    /// <summary>The class of each of a picture's pixels: that of the nearest one that the network says something of.</summary>
    /// <param name="picture">The picture.</param>
    /// <exception cref="ShapeException">The first output does not say it.</exception>
    public Segmentation Segment(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var (name, scores) = _model.Run(picture)[0];
        var (map, height, width) = SegmentationMap.Classes(scores, Input.Axes)
            ?? throw new ShapeException(
                $"a segmenter gives scores [1,classes,height,width] or with the classes last, or classes [1,height,width]; "
                + $"'{name}' is {scores.Type}.");
        return new Segmentation(picture.Width, picture.Height, InPicture(map, height, width, Input.Place(picture)), _labels);
    }

    private int[] InPicture(int[] map, int height, int width, PicturePlacement place)
    {
        var classes = new int[place.PictureWidth * place.PictureHeight];
        for (var y = 0; y < place.PictureHeight; y++)
        {
            var row = Nearest(y, place.PictureHeight, place.Height, place.Top, Input.Height, height);
            for (var x = 0; x < place.PictureWidth; x++)
                classes[(y * place.PictureWidth) + x] =
                    map[(row * width) + Nearest(x, place.PictureWidth, place.Width, place.Left, Input.Width, width)];
        }

        return classes;
    }

    /// <summary>From a pixel of the picture to one of the input, and from that to the map's, which may be smaller.</summary>
    private static int Nearest(int pixel, int picture, int placed, int begin, int input, int map)
    {
        var at = ((pixel + 0.5) * placed / picture) + begin;
        return (int)Math.Clamp(Math.Floor(at * map / input), 0, map - 1);
    }
}
