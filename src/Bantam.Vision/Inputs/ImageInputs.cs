using System.Globalization;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>Presets by name, what a model says of its input, and how an input is told of.</summary>
public static class ImageInputs
{
    private static readonly Dictionary<string, ImageInput> Named = new()
    {
        ["imagenet"] = ImageInput.ImageNet, ["ultraface"] = ImageInput.UltraFace, ["blazeface"] = ImageInput.BlazeFace,
        ["yolo"] = ImageInput.Yolo, ["minus-one-to-one"] = ImageInput.MinusOneToOne,
    };

    /// <summary>The names of the presets.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. Named.Keys];

    /// <summary>A preset; null where there is none of that name.</summary>
    public static ImageInput? Preset(string name) => Named.GetValueOrDefault(name);

    /// <summary>
    /// What follows from a model: size, axes and channels, as far as its input says them; the rest is as a preset has it.
    /// </summary>
    /// <param name="graph">The model.</param>
    /// <param name="preset">What the model does not say; null for pixels from 0 to 1, stretched.</param>
    /// <param name="input">Which input gets the picture; null for the only one that can.</param>
    /// <exception cref="ShapeException">The model has no input that can take a picture.</exception>
    public static ImageInput Of(Graph graph, ImageInput? preset = null, string? input = null) =>
        Of(Find(graph, input).Type, preset ?? new ImageInput(0, 0));

    /// <summary>An input in a sentence.</summary>
    public static string Describe(this ImageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var fit = input.Fit switch
        {
            PictureFit.Stretch => "stretched",
            PictureFit.Letterbox => string.Create(CultureInfo.InvariantCulture, $"letterboxed with {input.Fill}"),
            _ when input.ShorterSide is { } side => $"the middle of a shorter side of {side}",
            _ => "filled and cropped",
        };
        var numbers = input.Element != ElementType.Float ? "bytes as they are"
            : $"(pixel * {Number(input.Scale)} - {Numbers(input.Mean)}) / {Numbers(input.Deviation)}";
        return $"{input.Width} x {input.Height}, {input.Resize.NameOf()}, {fit}; {input.Channels.ToString().ToUpperInvariant()}, "
            + $"{input.Axes.ToString().ToUpperInvariant()}, {numbers}";
    }

    /// <summary>The name of the input that takes a picture.</summary>
    /// <exception cref="ShapeException">No input can, or several could.</exception>
    public static string InputOf(Graph graph) => Find(graph, null).Name;

    /// <summary>The input that gets the picture.</summary>
    /// <exception cref="ShapeException">There is none, or there are several.</exception>
    internal static Value Find(Graph graph, string? name)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Find(graph.Inputs, name);
    }

    /// <summary>The input of a model that gets the picture.</summary>
    internal static Value Find(IReadOnlyList<Value> all, string? name)
    {
        var inputs = string.Join(", ", all);
        if (name is not null)
            return all.FirstOrDefault(i => i.Name == name)
                ?? throw new ShapeException($"a picture is given to an input of the model; there is no '{name}' among {inputs}.");
        var able = all.Where(i => i.Kind is TensorType { IsUnknown: false } type && AxesOf(type) is not null).ToArray();
        return able switch
        {
            [var only] => only,
            [] => throw new ShapeException(
                "a picture is given to an input [batch, 1 or 3 channels, height, width] or with the channels last; the model takes "
                + $"{inputs}."),
            _ => throw new ShapeException(
                $"a picture is given to one input; these can take one: {string.Join<Value>(", ", able)}. Say which."),
        };
    }

    /// <summary>What a type says of an input, with the rest from a preset.</summary>
    internal static ImageInput Of(TensorType type, ImageInput preset)
    {
        if (AxesOf(type) is not { } axes)
            throw new ShapeException(
                $"a picture is given to an input [batch, 1 or 3 channels, height, width] or with the channels last; this one is {type}.");
        var (height, width, channels) = axes == AxisOrder.Nchw ? (2, 3, 1) : (1, 2, 3);
        var isGray = type.Shape[channels] == 1;
        var input = preset with
        {
            Height = type.Shape[height] is { IsKnown: true } h ? h.Size : preset.Height,
            Width = type.Shape[width] is { IsKnown: true } w ? w.Size : preset.Width,
            Axes = axes,
            Channels = isGray ? ChannelOrder.Gray : preset.Channels == ChannelOrder.Gray ? ChannelOrder.Rgb : preset.Channels,
            Element = type.Element == ElementType.UInt8 ? ElementType.UInt8 : ElementType.Float,
        };
        return input with
        {
            Mean = isGray && input.Mean.Count > 1 ? [input.Mean.Average()] : input.Mean,
            Deviation = isGray && input.Deviation.Count > 1 ? [input.Deviation.Average()] : input.Deviation,
        };
    }

    /// <summary>Makes sure that a model's input takes what an <see cref="ImageInput"/> gives.</summary>
    /// <exception cref="ShapeException">It does not.</exception>
    internal static void Check(Value wanted, ImageInput given)
    {
        if (given.Width < 1 || given.Height < 1)
            throw new ShapeException($"input '{wanted.Name}' is {wanted.Kind} and does not say how large pictures are; give a size.");
        if (wanted.Type.Element != given.Element || Shape.Differ(wanted.Type.Shape, given.Type.Shape))
            throw new ShapeException($"input '{wanted.Name}' is {wanted.Type}; the picture becomes {given.Type}.");
    }

    private static AxisOrder? AxesOf(TensorType type)
    {
        if (type.Element is not (ElementType.Float or ElementType.UInt8) || type.Shape.Rank != 4) return null;
        if (type.Shape[0].IsKnown && type.Shape[0] != 1) return null;
        return IsChannels(type.Shape[1]) ? AxisOrder.Nchw : IsChannels(type.Shape[3]) ? AxisOrder.Nhwc : null;
    }

    private static bool IsChannels(Dimension dimension) => dimension == 3 || dimension == 1;

    private static string Numbers(IReadOnlyList<float> numbers) =>
        numbers.Count == 1 ? Number(numbers[0]) : $"[{string.Join(", ", numbers.Select(Number))}]";

    private static string Number(float number) =>
        number == ImageInput.FromBytes ? "1/255" : number.ToString("G6", CultureInfo.InvariantCulture);
}
