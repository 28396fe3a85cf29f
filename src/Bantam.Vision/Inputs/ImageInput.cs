using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// What becomes of a picture before a network gets it: size, colours, scale, axes. The numbers that the network takes are
/// (pixel · <see cref="Scale"/> - <see cref="Mean"/>) / <see cref="Deviation"/>. It is written as operations on tensors: on a concrete
/// picture they run at once, and <see cref="Put"/> makes them the first nodes of a model, so that pages compute the same bits.
/// </summary>
/// <param name="Width">The width that the network takes, in pixels.</param>
/// <param name="Height">The height that it takes.</param>
public sealed record ImageInput(int Width, int Height)
{
    /// <summary>What pictures' pixels are divided by where networks take fractions.</summary>
    internal const float FromBytes = 1 / 255f;

    /// <summary>BT.601's weights of red, green and blue, in parts of 65,536.</summary>
    private const int RedWeight = 19595, GreenWeight = 38470, BlueWeight = 7471;

    /// <summary>Whose numbers a resized picture has.</summary>
    public ResizeConvention Resize { get; init; } = ResizeConvention.PilBilinear;

    /// <summary>What becomes of the aspect ratio.</summary>
    public PictureFit Fit { get; init; }

    /// <summary>
    /// For <see cref="PictureFit.Crop"/>: how long the shorter side becomes before the middle is cut out; null for as short as possible.
    /// </summary>
    public int? ShorterSide { get; init; }

    /// <summary>The shade of gray of the bars beside a picture that is letterboxed.</summary>
    public byte Fill { get; init; } = 114;

    /// <summary>The channels, and their order.</summary>
    public ChannelOrder Channels { get; init; }

    /// <summary>The order of the axes.</summary>
    public AxisOrder Axes { get; init; }

    /// <summary>What pixels, which are 0 to 255, are multiplied by first.</summary>
    public float Scale { get; init; } = FromBytes;

    /// <summary>What is then subtracted: one number, or one for each channel in <see cref="Channels"/>' order.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0];

    /// <summary>What is then divided by, the standard deviation: one number, or one for each channel.</summary>
    public IReadOnlyList<float> Deviation { get; init; } = [1];

    /// <summary>
    /// The type of the numbers: Float, or UInt8 for networks that take bytes, which are rounded then and must not be scaled.
    /// </summary>
    public ElementType Element { get; init; } = ElementType.Float;

    /// <summary>
    /// What torchvision gives networks that were trained on ImageNet: the shorter side 256, the middle 224, and normalized.
    /// </summary>
    public static ImageInput ImageNet { get; } = new(224, 224)
    {
        Fit = PictureFit.Crop, ShorterSide = 256, Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f],
    };

    /// <summary>
    /// What the face detectors Ultra-Light-Fast-Generic take.
    /// <see href="https://github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB"/>
    /// </summary>
    public static ImageInput UltraFace { get; } =
        new(320, 240) { Resize = ResizeConvention.OpenCVLinear, Scale = 1, Mean = [127], Deviation = [128] };

    /// <summary>What detectors of the family YOLO take: all of the picture between gray bars, from 0 to 1.</summary>
    public static ImageInput Yolo { get; } =
        new(640, 640) { Resize = ResizeConvention.OpenCVLinear, Fit = PictureFit.Letterbox };

    /// <summary>
    /// What MediaPipe's detector of faces takes: all of the picture between black bars, from -1 to 1.
    /// <see href="https://arxiv.org/abs/1907.05047"/>
    /// </summary>
    public static ImageInput BlazeFace { get; } = new(128, 128)
    {
        Resize = ResizeConvention.OpenCVLinear, Fit = PictureFit.Letterbox, Fill = 0, Axes = AxisOrder.Nhwc, Scale = 1, Mean = [127.5f],
        Deviation = [127.5f],
    };

    /// <summary>What many networks of TensorFlow take: numbers from -1 to 1, axes in TensorFlow's order.</summary>
    public static ImageInput MinusOneToOne { get; } = new(224, 224)
    {
        Resize = ResizeConvention.TensorFlowBilinear, Axes = AxisOrder.Nhwc, Scale = 1, Mean = [127.5f], Deviation = [127.5f],
    };

    /// <summary>How many channels the network takes.</summary>
    internal int ChannelCount => Channels == ChannelOrder.Gray ? 1 : Picture.Channels;

    /// <summary>The type of what the network gets.</summary>
    internal TensorType Type => new(
        Element, Axes == AxisOrder.Nchw ? Shape.Of(1, ChannelCount, Height, Width) : Shape.Of(1, Height, Width, ChannelCount));

    /// <summary>Where a picture comes to lie in the input.</summary>
    /// <param name="picture">The picture.</param>
    public PicturePlacement Place(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Frame.Place(picture.Width, picture.Height);
    }

    /// <summary>The input that a network gets for a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>[1, channels, height, width], or [1, height, width, channels].</returns>
    public Tensor Apply(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Apply(picture.View);
    }

    /// <summary>The same on a tensor, at once on a concrete one and recorded on one of a trace.</summary>
    /// <param name="picture">UInt8 [height, width, 3]; in a trace height and width may be names.</param>
    /// <exception cref="ShapeException">It is another tensor, or there are as many means as there are no channels.</exception>
    public Tensor Apply(Tensor picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Element != ElementType.UInt8 || picture.Shape.Rank != 3 || Dimension.Differ(picture.Shape[2], Picture.Channels))
            throw new ShapeException($"a picture is UInt8[height,width,{Picture.Channels}]; this tensor is {picture.Type}.");
        return Normalize(Fitted(picture));
    }

    /// <summary>What a network gets for a picture that is fitted already.</summary>
    /// <param name="fitted">Float [height, width, channels], red first.</param>
    internal Tensor Normalize(Tensor fitted)
    {
        var x = Channels == ChannelOrder.Bgr ? fitted.Gather(Tensor.From([2, 1, 0]), 2) : fitted;
        x = Element == ElementType.Float ? Normalized(x) : x.Round().Clip(0f, 255f).Cast(Element);
        return (Axes == AxisOrder.Nchw ? x.Transpose(2, 0, 1) : x).Unsqueeze(0);
    }

    /// <summary>A picture in the size that the network takes, at once or recorded.</summary>
    internal Tensor Fitted(Tensor picture) =>
        new FitPicture(Frame, Resize).Fit(Channels == ChannelOrder.Gray ? Luma(picture) : picture);

    /// <summary>A model whose input is a picture: the graph with this input's nodes before it.</summary>
    /// <param name="graph">The model. An input that it takes besides stays one.</param>
    /// <param name="height">The height of pictures: a number, or a name.</param>
    /// <param name="width">Their width.</param>
    /// <param name="input">Which input gets the picture; null for the only one that can.</param>
    /// <returns>A graph that takes UInt8 [height, width, 3] under the name of that input.</returns>
    /// <exception cref="ShapeException">The model has no such input, or it takes something else.</exception>
    public Graph Put(Graph graph, Dimension? height = null, Dimension? width = null, string? input = null) =>
        Before(graph, PictureType(height, width), input, Apply);

    /// <summary>
    /// A model whose input is a picture that has the network's size already, where something else fits it: a page fits frames of a
    /// camera, whose size nobody knows before.
    /// </summary>
    /// <param name="graph">The model. An input that it takes besides stays one.</param>
    /// <param name="input">Which input gets the picture; null for the only one that can.</param>
    /// <returns>
    /// A graph that takes [height, width, channels] under the name of that input: UInt8, or Float where <see cref="Resize"/> gives
    /// fractions.
    /// </returns>
    /// <exception cref="ShapeException">The model has no such input, or it takes something else.</exception>
    public Graph PutFitted(Graph graph, string? input = null)
    {
        var element = Resize.IsRounded() ? ElementType.UInt8 : ElementType.Float;
        var fitted = new TensorType(element, Shape.Of(Height, Width, ChannelCount));
        return Before(graph, fitted, input, picture => Normalize(picture.Cast(ElementType.Float)));
    }

    /// <summary>What comes after fitting as a graph, from <c>fitted</c> to <c>input</c>.</summary>
    internal Graph ToGraph() => Graph.Trace(
        [("fitted", TensorType.Float(Height, Width, ChannelCount))], inputs => [("input", Normalize(inputs[0]))]);

    private PictureFrame Frame => new(Width, Height, Fit) { ShorterSide = ShorterSide, Fill = Fill };

    private static TensorType PictureType(Dimension? height, Dimension? width) =>
        new(ElementType.UInt8, new Shape(height ?? "height", width ?? "width", Picture.Channels));

    private Graph Before(Graph graph, TensorType picture, string? input, Func<Tensor, Tensor> before)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var wanted = ImageInputs.Find(graph, input);
        ImageInputs.Check(wanted, this);
        return Graph.Trace([.. graph.Inputs.Select(i => (i.Name, i == wanted ? picture : i.Kind))], given =>
        {
            var inputs = graph.Inputs.Zip(given, (i, tensor) => i == wanted ? before(tensor) : tensor).ToArray();
            return [.. graph.Outputs.Zip(graph.Inline(inputs), (output, tensor) => (output.Name, tensor))];
        });
    }

    /// <summary>Rounded from weights of 16 bits, whose sums floats hold.</summary>
    private static Tensor Luma(Tensor picture)
    {
        if (picture.IsSymbolic)
        {
            var weights = Tensor.From([(float)RedWeight, GreenWeight, BlueWeight]);
            var sums = (picture.Cast(ElementType.Float) * weights).ReduceSum([2], keepDimensions: true);
            return ((sums + 32768.0) * (1 / 65536.0)).Floor().Cast(ElementType.UInt8);
        }

        var gray = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(picture.Shape[0].Size, picture.Shape[1].Size, 1)));
        ReadOnlySpan<byte> pixels = picture.Bytes;
        var result = gray.Bytes;
        for (var i = 0; i < result.Length; i++)
        {
            var sum = (pixels[3 * i] * RedWeight) + (pixels[(3 * i) + 1] * GreenWeight) + (pixels[(3 * i) + 2] * BlueWeight);
            result[i] = (byte)((sum + (1 << 15)) >> 16);
        }

        return gray;
    }

    private Tensor Normalized(Tensor x)
    {
        var factors = PerChannel(Deviation).Select(d => Scale / d).ToArray();
        var offsets = PerChannel(Mean).Zip(PerChannel(Deviation), (mean, deviation) => -mean / deviation).ToArray();
        if (factors.Any(f => f != 1)) x *= Vector(factors);
        return offsets.Any(o => o != 0) ? x + Vector(offsets) : x;

        static Tensor Vector(float[] numbers) => numbers.Distinct().Count() == 1 ? Tensor.Scalar(numbers[0]) : Tensor.From(numbers);
    }

    private IEnumerable<float> PerChannel(IReadOnlyList<float> numbers) =>
        numbers.Count == ChannelCount ? numbers : numbers.Count == 1 ? Enumerable.Repeat(numbers[0], ChannelCount)
        : throw new ShapeException(
            $"a network of {ChannelCount} channels has 1 or {ChannelCount} means and deviations; there are {numbers.Count}.");
}
