using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// How a detector's outputs say what it found. Which output is which follows from shapes, and names where those do not tell.
/// </summary>
public abstract class DetectorFormat
{
    /// <summary>For formats of another assembly there is nothing to call: they are all here.</summary>
    private protected DetectorFormat()
    {
    }

    /// <summary>
    /// Scores [1, n, classes] with the background first, and decoded boxes [1, n, 4] as left, top, right and bottom in shares of the
    /// input: what the UltraFace detectors compute.
    /// </summary>
    public static DetectorFormat UltraFace { get; } = new CornersFormat();

    /// <summary>
    /// Found boxes as TensorFlow's object detection has them: <c>detection_boxes</c> [1, n, 4] as top, left, bottom and right in shares
    /// of the input, <c>detection_scores</c> [1, n], and <c>detection_classes</c> [1, n] counted from 1.
    /// </summary>
    public static DetectorFormat TensorFlow { get; } = new FoundFormat(
        "TensorFlow's detection_boxes, detection_scores, detection_classes", "detection_boxes", "detection_scores", "detection_classes",
        isTopFirst: true);

    /// <summary>
    /// Found boxes as torchvision has them: <c>boxes</c> [n, 4] in pixels, <c>scores</c> [n], and <c>labels</c> [n] counted from 1.
    /// </summary>
    public static DetectorFormat TorchVision { get; } =
        new FoundFormat("torchvision's boxes, scores, labels", "boxes", "scores", "labels", isTopFirst: false);

    /// <summary>The raw maps of YOLO v3 or v3-tiny, with the anchors that those were published with.</summary>
    public static DetectorFormat YoloV3 { get; } = new YoloV3Format(null);

    /// <summary>
    /// The decoded boxes of YOLO v5 to v7, [1, n, 5 + classes], and of v8 and later, [1, 4 + classes, n]: centre and size in pixels of
    /// the input, and probabilities.
    /// </summary>
    public static DetectorFormat Yolo { get; } = new YoloRowsFormat();

    /// <summary>
    /// The raw outputs of BlazeFace, MediaPipe's detector of faces near the camera and further away: boxes with six landmarks each, which
    /// are the right eye, the left eye, the tip of the nose, the mouth, and where the right ear and the left ear begin.
    /// </summary>
    public static DetectorFormat BlazeFace { get; } = new BlazeFaceFormat();

    /// <summary>What it is, in messages.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// The raw outputs of a single-shot detector: class scores [1, n, classes] with the background first, offsets [1, n, 4].
    /// </summary>
    /// <param name="anchors">What the offsets are from.</param>
    public static DetectorFormat Ssd(SsdAnchors anchors) => new SsdFormat(anchors);

    /// <summary>The raw maps of YOLO v3 with anchors of one's own, those of the coarsest map first.</summary>
    public static DetectorFormat YoloV3WithAnchors(params IReadOnlyList<YoloAnchors> anchors) => new YoloV3Format(anchors);

    /// <summary>The format that a model's outputs have.</summary>
    /// <param name="outputs">Its outputs.</param>
    /// <exception cref="ShapeException">They have none of those that are understood; the message lists these.</exception>
    public static DetectorFormat Of(IReadOnlyList<Value> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return Find(outputs) ?? throw new ShapeException(
            $"a detector's outputs must be {string.Join("; or ", Known.Select(f => f.Description))}; these are "
            + $"{string.Join(", ", outputs)}. A single-shot detector with raw offsets needs its anchors: DetectorFormat.Ssd.");
    }

    /// <summary>The format that a model's outputs have; null where they have none of those that are understood.</summary>
    public static DetectorFormat? Find(IReadOnlyList<Value> outputs) => Known.FirstOrDefault(format => format.Accepts(outputs));

    /// <summary>What pictures most likely become for a model of the format, where its input does not say.</summary>
    /// <param name="outputs">The model's outputs.</param>
    public virtual ImageInput PresetOf(IReadOnlyList<Value> outputs) => new(0, 0) { Resize = ResizeConvention.OpenCVLinear };

    private static IEnumerable<DetectorFormat> Known => [TensorFlow, TorchVision, UltraFace, BlazeFace, YoloV3, Yolo];

    /// <summary>Whether outputs look like this.</summary>
    internal abstract bool Accepts(IReadOnlyList<Value> outputs);

    /// <summary>Collects the boxes.</summary>
    internal abstract void Read(DetectorOutputs outputs);

    /// <summary>What <see cref="Read"/> knows of these outputs, for a page that reads them: see <see cref="PictureManifest"/>.</summary>
    internal abstract JsonObject Describe(IReadOnlyList<Value> outputs);

    /// <summary>The shape of an output that is a tensor of numbers; null of others.</summary>
    private protected static Shape? ShapeOf(Value value) => value.Kind is TensorType { IsUnknown: false } type ? type.Shape : null;
}
