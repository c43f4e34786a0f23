using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Resources;

namespace TextClassifierSample;

/// <summary>The texts in an assembly's embedded resources. The assembly is read as a file: none of its code is loaded.</summary>
internal static class ResourceStrings
{
    private const string Resources = ".resources";

    /// <summary>All texts; none of a file that is no assembly.</summary>
    public static List<string> Read(string path)
    {
        List<string> texts = [];
        using PEReader image = new(File.OpenRead(path));
        if (!image.HasMetadata || image.PEHeaders.CorHeader is not { ResourcesDirectory.RelativeVirtualAddress: > 0 and int start }) return texts;
        MetadataReader metadata = image.GetMetadataReader();
        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            ManifestResource resource = metadata.GetManifestResource(handle);
            if (!resource.Implementation.IsNil || !metadata.GetString(resource.Name).EndsWith(Resources, StringComparison.Ordinal)) continue;

            // ECMA-335, II.24.2.4: a length of 32 bits stands before each resource.
            BlobReader blob = image.GetSectionData(start).GetReader();
            blob.Offset = (int)resource.Offset;
            Read(blob.ReadBytes(blob.ReadInt32()), texts);
        }

        return texts;
    }

    private static void Read(byte[] resources, List<string> texts)
    {
        try
        {
            using ResourceReader reader = new(new MemoryStream(resources));
            IDictionaryEnumerator entries = reader.GetEnumerator();
            while (entries.MoveNext())
            {
                reader.GetResourceData((string)entries.Key, out string type, out byte[] value);
                if (type == "ResourceTypeCode.String") texts.Add(new BinaryReader(new MemoryStream(value)).ReadString());
            }
        }
        catch (NotSupportedException)
        {
            // Made for another reader: objects, no texts.
        }
    }
}
