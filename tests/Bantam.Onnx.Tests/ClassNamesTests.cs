namespace Bantam.Onnx.Tests;

/// <summary>Names of classes in the metadata of models.</summary>
public sealed class ClassNamesTests
{
    [Fact]
    public void Names_are_read_as_they_were_written()
    {
        string[] names = ["cat", "a \"dog\"", "Vögel"];
        var metadata = new Dictionary<string, string> { ["author"] = "me" }.With(names);
        Assert.Equal(names, ClassNames.Of(metadata));
        Assert.Equal("me", metadata["author"]);
        Assert.Same(metadata, metadata.With(null));
    }

    [Theory]
    [InlineData("names", "{0: 'person', 1: \"rider's hat\", 2: 'car'}", "person|rider's hat|car")]
    [InlineData("names", "{0: 'person', 2: 'car'}", null)]
    [InlineData("names", "persons", null)]
    [InlineData("classes", "[\"a\", 1]", null)]
    [InlineData("classes", "a, b", null)]
    [InlineData("labels", "[\"a\"]", null)]
    public void Names_of_others_are_read_where_they_are_whole(string key, string text, string? expected) =>
        Assert.Equal(expected?.Split('|'), ClassNames.Of(new Dictionary<string, string> { [key] = text }));
}
