namespace Bantam.Vision;

/// <summary>The order of the axes of a network's input.</summary>
public enum AxisOrder
{
    /// <summary>[batch, channels, height, width], as in PyTorch and ONNX.</summary>
    Nchw,

    /// <summary>[batch, height, width, channels], as in TensorFlow.</summary>
    Nhwc,
}
