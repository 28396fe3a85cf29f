using System.Text;

namespace Bantam.Onnx.Tests;

/// <summary>A file of another format is called what it is.</summary>
public sealed class OtherFormatTests
{
    [Theory]
    [InlineData("\xFF\xD8\xFF\xE0 and so on", "this is a picture (JPEG). Give it to a model as an input.")]
    [InlineData("RIFF0000WEBPVP8 ", "this is a picture (WebP).")]
    [InlineData("PK\x03\x04 and so on", "this is an archive (ZIP), such as PyTorch and Keras write. Export it to ONNX first.")]
    [InlineData("\x1C\0\0\0TFL3 and so on", "this is a model of TensorFlow Lite.")]
    [InlineData("\x10\0\0\0\0\0\0\0{\"__metadata__\":", "this is a file of weights (safetensors). Weights alone are no model, export it")]
    public void A_file_of_another_format_is_called_what_it_is(string content, string sentence)
    {
        var bytes = Encoding.Latin1.GetBytes(content);
        foreach (var load in (Func<OnnxModel>[])[() => OnnxModel.Load(bytes), () => OnnxModel.Load(new MemoryStream(bytes))])
            Assert.Contains(sentence, Assert.Throws<ModelFormatException>(load).Message, StringComparison.Ordinal);
    }
}
