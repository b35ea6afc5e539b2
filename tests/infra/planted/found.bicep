// A registry with a fault that is passed over for a reason, one that is not, and one that isn't there any more.

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  // checkov:skip=CKV_AZURE_139: a reason that says why
  // checkov:skip=CKV_AZURE_166
  // checkov:skip=CKV_AZURE_1: nothing of the kind is here
  name: 'acrplanted'
  location: 'swedencentral'
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: true
  }
}
