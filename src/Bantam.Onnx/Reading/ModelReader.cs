using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Rows;
using Google.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>Reads a whole model from the bytes of its file.</summary>
internal static class ModelReader
{
    private static readonly MessageParser<ModelProto> Parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>A file so small is parsed as it is.</summary>
    private const int LargestWhole = 1 << 16;

    /// <summary>The model.</summary>
    public static OnnxModel Read(ModelBytes bytes, ReadContext context)
    {
        if (bytes.Length == 0) throw context.Error(null, "it is empty.");
        OtherFormats.Refuse(bytes, context);
        if (bytes.Length > Array.MaxLength) throw TooLarge(context);
        var proto = (bytes.Length > LargestWhole ? ModelSkeleton.Read(bytes, context) : null) ?? Parse(bytes.All().Span, context);
        if (proto.Graph is null)
            throw context.Error(null, "a model has a graph; this file has none. It is not an ONNX model, or it is damaged.");
        var opsets = Opsets(proto.OpsetImport, context);
        var training = new TrainingReader(proto, opsets, context);
        return new OnnxModel(GraphReader.Read(proto, opsets, context))
        {
            Training = training.Read(),
            Functions =
            [
                .. proto.Functions.Select(f => new OnnxFunction(f.Domain, f.Name, [.. f.Input], [.. f.Output])
                {
                    Overload = f.Overload, Description = f.DocString, NodeCount = f.Node.Count,
                }),
            ],
            IrVersion = (int)Math.Clamp(proto.IrVersion, 0, int.MaxValue),
            Opsets = opsets,
            Producer = proto.ProducerName,
            ProducerVersion = proto.ProducerVersion,
            Domain = proto.Domain,
            Version = proto.ModelVersion,
            Description = proto.DocString,
            Metadata = Metadata(proto, context),
        };
    }

    /// <summary>That a file is larger than protobuf allows.</summary>
    public static ModelFormatException TooLarge(ReadContext context) => context.Error(
        null, $"a model file has at most {Array.MaxLength} bytes; this one has more. Larger tensors lie in files beside it.");

    /// <summary>The messages of a whole file.</summary>
    public static ModelProto Parse(ReadOnlySpan<byte> bytes, ReadContext context)
    {
        if (!context.HasRoomFor(bytes.Length * WireCheck.MostUnfolding)) WireCheck.Check(bytes, ModelProto.Descriptor, context);
        try
        {
            return Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            WireCheck.Check(bytes, ModelProto.Descriptor, context);
            throw context.Error(null, $"it is not an ONNX file, or it is damaged ({error.Message}).", error);
        }
    }

    /// <summary>The versions of operators by domain; the standard's own domain is the empty name.</summary>
    public static Dictionary<string, int> Opsets(IEnumerable<OperatorSetIdProto> imports, ReadContext context)
    {
        var opsets = new Dictionary<string, int>();
        foreach (var import in imports)
        {
            var domain = import.Domain == "ai.onnx" ? "" : import.Domain;
            var newest = domain.Length == 0 ? OperatorTable.NewestOpset : int.MaxValue;
            if (import.Version < 1 || import.Version > newest)
                throw context.Error(
                    null,
                    $"the domain '{domain}' has the versions 1 to {newest}; the file speaks {import.Version}. Export it for an older one.");
            opsets[domain] = Math.Max((int)import.Version, opsets.GetValueOrDefault(domain));
        }

        // Files of the first format versions name no domain and mean the standard's first version.
        if (opsets.Count == 0) opsets[""] = 1;
        return opsets;
    }

    private static Dictionary<string, string> Metadata(ModelProto proto, ReadContext context)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var entry in proto.MetadataProps)
            if (!metadata.TryAdd(entry.Key, entry.Value))
                throw context.Error(null, $"an entry of the metadata is given once; '{entry.Key}' is given again.");
        return metadata;
    }
}
