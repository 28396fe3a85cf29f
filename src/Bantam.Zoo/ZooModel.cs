using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Transforms;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Zoo;

/// <summary>A model of the zoo: what is known of it, and how it is made.</summary>
public sealed class ZooModel
{
    private readonly Func<LayerOutput, int, IReadOnlyList<LayerOutput>> _layers;
    private readonly bool _anySide;

    internal ZooModel(
        string name, string title, Uri paper, int side, int classes, long parameters, long multiplyAdds,
        Func<LayerOutput, int, IReadOnlyList<LayerOutput>> layers, bool anySide = true)
    {
        (Name, Title, Paper, Side, Classes) = (name, title, paper, side, classes);
        (Parameters, MultiplyAdds, _layers, _anySide) = (parameters, multiplyAdds, layers, anySide);
    }

    /// <summary>Its name, such as <c>mobilenet-v2</c>.</summary>
    public string Name { get; }

    /// <summary>Its name for people.</summary>
    public string Title { get; }

    /// <summary>The paper that describes it.</summary>
    public Uri Paper { get; }

    /// <summary>Height and width of the images that it takes unless it is made for others; they have three channels.</summary>
    public int Side { get; }

    /// <summary>How many classes it tells apart unless it is made for others.</summary>
    public int Classes { get; }

    /// <summary>How many numbers training changes, for <see cref="Classes"/>.</summary>
    public long Parameters { get; }

    /// <summary>How many multiply-adds an image of <see cref="Side"/> takes, for <see cref="Classes"/>.</summary>
    public long MultiplyAdds { get; }

    /// <summary>
    /// The model with seeded weights: layers on images [batch, height, width, 3], to train, to call, and to save with
    /// <see cref="OnnxModel.Save(Graph, string)"/>.
    /// </summary>
    /// <param name="classes">How many classes it tells apart; <see cref="Classes"/> by default.</param>
    /// <param name="seed">Equal seeds give equal bits.</param>
    /// <param name="side">Height and width of its images; <see cref="Side"/> by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class or no pixel, or the model is one for images of one size.</exception>
    /// <exception cref="ShapeException">The images are too small for its layers.</exception>
    public Model Create(int? classes = null, uint seed = 1, int? side = null)
    {
        var count = classes ?? Classes;
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"A model must have 1 class or more; asked for are {count}.");
        var pixels = side ?? Side;
        if (pixels < 1 || (pixels != Side && !_anySide))
            throw new ArgumentOutOfRangeException(
                nameof(side), side,
                $"{Title} must have images of {(_anySide ? "1 pixel or more a side" : $"{Side}x{Side} pixels")}; asked for are {pixels}.");
        var image = Model.Input(pixels, pixels, 3);
        var outputs = _layers(image, count);
        var model = outputs.Count == 1 ? new Model([image], outputs) { Seed = seed }
            : new Model([image], outputs) { Seed = seed, OutputNames = [.. outputs.Select((_, i) => $"output_{i + 1}")] };
        model.Build(pixels, pixels, 3);
        return model;
    }

    /// <summary>
    /// The model's layers behind others, such as a <see cref="Normalization"/> of what comes in:
    /// <c>new Model(image, ModelZoo.ResNet20.Apply(new Rescaling(1 / 255f).Apply(image), classes: 10)[0])</c>.
    /// </summary>
    /// <param name="image">Floats [batch, height, width, channels], of any size that <see cref="Create"/> takes.</param>
    /// <param name="classes">How many classes it tells apart.</param>
    /// <returns>The outputs; one, the scores as logits, of all but detectors.</returns>
    public IReadOnlyList<LayerOutput> Apply(LayerOutput image, int classes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return _layers(image, classes);
    }

    /// <summary>Whether it takes images of any size; else of <see cref="Side"/> only.</summary>
    public bool TakesAnySide => _anySide;

    /// <summary>
    /// A model of this kind as an ONNX file is expected to be: it takes <c>input</c> [batch, 3, height, width], and nothing is transposed.
    /// </summary>
    /// <param name="model">The model, as made by <see cref="Create"/> and perhaps trained since.</param>
    public OnnxModel ToOnnx(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxModel(ChannelsFirst.Apply(model, images: true)) { Description = $"{Title}, {Paper}" };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
